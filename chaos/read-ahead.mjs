const storages = {
  memory: () => [],
  pglite: () => [import('typeorm'), import('@electric-sql/pglite'), import('@electric-sql/pglite/node-postgres')],
  postgres: () => [import('typeorm'), import('pg'), import('graphile-worker')],
}
const sdks = {
  twilio: () => import('twilio'),
  vonage: () => import('@vonage/messages'),
  messagebird: () => import('messagebird/lib/webhook-signature-jwt.js'),
  bird: () => import('@messagebird/sdk'),
}

/** Reads what the packages read on first use, so that a restart takes as long as opening what was kept. */
export async function readAhead({ provider, storage }) {
  await Promise.all([import('@slack/web-api'), sdks[provider](), ...storages[storage]()])
}
