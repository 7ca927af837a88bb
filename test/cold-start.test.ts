import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../', import.meta.url))

/** A process of its own sees what people install, so it needs built packages. */
beforeAll(() => run(process.execPath, ['scripts/build.mjs'], { cwd: root }), 120_000)

interface Subject {
  readonly name: string
  /** Makes a provider. */
  readonly make: string
  /** Uses it for the first time. */
  readonly use: string
  readonly sdk: string
}

const text = `{ reference: 'r', from: '+14155550100', to: '+14155550123', text: 'x', webhookUrl: 'https://desk.example/' }`
const send = `await provider.send(${text})`
const receive = `await provider.receive({ method: 'GET', url: 'https://desk.example/', body: new Uint8Array(),
  headers: new Headers({ 'messagebird-signature-jwt': 'a.b.c' }) }).catch(() => undefined)`
const nobody = `apiUrl: 'http://127.0.0.1:9'`

const subjects: readonly Subject[] = [
  {
    name: 'provider-twilio',
    make: `twilioProvider({ accountSid: 'AC' + '0'.repeat(32), authToken: 'token', ${nobody} })`,
    use: send,
    sdk: 'twilio',
  },
  {
    name: 'provider-vonage',
    make: `vonageProvider({ apiKey: 'abcd1234', apiSecret: 'secret', signatureSecret: 'secret', ${nobody} })`,
    use: send,
    sdk: '@vonage/messages',
  },
  {
    name: 'provider-messagebird',
    make: `messagebirdProvider({ api: 'classic', apiKey: 'key', signingKey: 'key', ${nobody} })`,
    use: receive,
    sdk: 'messagebird',
  },
  {
    name: 'provider-messagebird',
    make: `messagebirdProvider({ api: 'bird', apiKey: 'bk_eu1_key', signingKey: 'whsec_c2VjcmV0IG9mIHRoaXMgd2ViaG9vayBlbmRwb2ludA==', ${nobody} })`,
    use: send,
    sdk: '@messagebird/sdk',
  },
]

/** The packages of which a process has loaded a module, before and after a provider is used. */
async function loaded({ make, name, use }: Subject): Promise<Readonly<Record<'before' | 'after', readonly string[]>>> {
  const factory = make.slice(0, make.indexOf('('))
  const script = `
    import { Session } from 'node:inspector'
    const packages = new Set()
    const session = new Session()
    session.connect()
    // Every module is a script to the debugger, however it was loaded.
    session.on('Debugger.scriptParsed', ({ params: { url } }) => {
      const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? []
      if (name) packages.add(name)
    })
    session.post('Debugger.enable')
    await import('@threadline/core')
    const { ${factory} } = await import('@threadline/${name}')
    const provider = ${make}
    const before = [...packages]
    ${use}
    process.stdout.write(JSON.stringify({ before, after: [...packages] }))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
  return JSON.parse(stdout) as Awaited<ReturnType<typeof loaded>>
}

/** What core itself stands on. */
const ofCore = ['@opentelemetry/api', 'eventemitter3', 'libphonenumber-js']

describe('a process that has imported core and a provider, and made it', () => {
  it.each(subjects)('has loaded nothing of $sdk until the first use', async (subject) => {
    const { after, before } = await loaded(subject)
    expect([...before].sort()).toEqual(ofCore)
    expect(after).toContain(subject.sdk)
  })
})
