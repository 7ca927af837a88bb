import { Socket } from 'node:net'
import { inspect } from 'node:util'
import { isOfKit } from './loopback.js'

/** What happened outside of a provider while it was watched. */
export interface Watch {
  /** Hosts that were to be connected to and are none of the kit's. The connections were not made. */
  readonly strangers: readonly string[]
  /** Everything that was said to the console, and the process's warnings. */
  readonly said: readonly string[]
  /** Everything that was written to the standard error stream. */
  readonly written: readonly string[]
  /** Connections of any kind so far. */
  connections(): number
  end(): void
}

type Connect = (this: Socket, ...parameters: unknown[]) => Socket

/** Watches the process until it is ended. @param ports - ports on loopback that may be connected to */
export function watchProcess(ports: readonly number[]): Watch {
  const strangers: string[] = []
  const said: string[] = []
  const written: string[] = []
  let connections = 0

  const connect = Socket.prototype.connect as unknown as Connect
  const restore = [
    replace(Socket.prototype, 'connect', function (this: Socket, ...parameters: unknown[]) {
      const { host, port } = destination(parameters)
      const isFormer = host === '127.0.0.1' && isOfKit(port) && !ports.includes(port)
      if (!isFormer) connections += 1
      if (host === '127.0.0.1' && ports.includes(port)) return connect.apply(this, parameters)
      if (!isFormer) strangers.push(`${host}:${port}`)
      return this.destroy(Object.assign(new Error('The kit lets nothing out.'), { code: 'ECONNREFUSED' }))
    }),
    ...(['debug', 'info', 'log', 'warn', 'error', 'trace'] as const).map((name) => overhear(console, name, said)),
    overhear(process, 'emitWarning', said),
    // Not the standard output: test runners report there, and tell what earlier tests have met.
    overhear(process.stderr, 'write', written),
  ]
  return { strangers, said, written, connections: () => connections, end: () => restore.forEach((undo) => undo()) }
}

/** Notes what a method is given, and lets it do its work. */
function overhear(owner: object, name: string, notes: string[]): () => void {
  const method = Reflect.get(owner, name) as (...values: readonly unknown[]) => unknown
  return replace(owner, name, function (this: unknown, ...values: readonly unknown[]) {
    notes.push(values.map(textOf).join(' '))
    return method.apply(this, [...values])
  })
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  return typeof value === 'string' ? value : inspect(value, { depth: 8 })
}

/** Puts another function in the place of a method, and returns how to undo it. */
function replace(owner: object, name: string, other: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { value: other, configurable: true, writable: true })
  return () => {
    if (own) Object.defineProperty(owner, name, own)
    else Reflect.deleteProperty(owner, name)
  }
}

/** `connect` takes options, a port and a host, or a list that Node made of either. */
function destination(parameters: readonly unknown[]): { readonly host: string; readonly port: number } {
  const [first, second] = Array.isArray(parameters[0]) ? (parameters[0] as unknown[]) : parameters
  if (typeof first !== 'object' || first === null) {
    return { host: typeof second === 'string' ? second : 'localhost', port: Number(first) }
  }
  const { host, path, port } = first as Readonly<Record<string, unknown>>
  const name = [host, path].find((candidate) => typeof candidate === 'string')
  return { host: typeof name === 'string' ? name : 'localhost', port: Number(port) }
}
