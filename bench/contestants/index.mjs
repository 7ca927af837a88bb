/**
 * Who takes part. A module exports `start(env)`, which resolves to `{ chatUrl, smsUrl, stop() }` when it listens:
 *
 * - `env.port` is where it has to listen, and `env.publicPort` what its address says: with several processes, as behind a
 *   load balancer, all have the address of the first, and webhooks come to each in turn;
 * - `env.slack` is `{ apiUrl, botToken, signingSecret, teamId, channelId, botUserId }`, and one member, `memberId`;
 * - `env.carrier` is `{ apiUrl, accountSid, authToken, number }`;
 * - `env.databaseUrl` or `env.folder` is where it may keep things, as its `storage` says;
 * - `env.variant` is its own, where a module has several.
 *
 * Each does the same job: a customer's text becomes a message in the thread of that customer, a reply in a thread becomes
 * a text, and what is delivered is marked with `vibration_mode`. What stands in `others` has packages of its own.
 */
export const contestants = [
  { name: 'floor', module: './contestants/floor.mjs', storage: 'memory' },
  { name: 'naive', module: './others/naive.mjs', storage: 'postgres' },
  { name: 'chat-sdk', module: './others/chat-sdk.mjs', storage: 'postgres', variant: 'concurrent' },
  { name: 'chat-sdk-locked', module: './others/chat-sdk.mjs', storage: 'postgres', variant: 'locked' },
  { name: 'threadline-memory', module: './contestants/threadline.mjs', storage: 'memory' },
  { name: 'threadline-pglite', module: './contestants/threadline.mjs', storage: 'pglite' },
  { name: 'threadline-postgres', module: './contestants/threadline.mjs', storage: 'postgres' },
  { name: 'threadline-postgres-2', module: './contestants/threadline.mjs', storage: 'postgres', processes: 2 },
]
