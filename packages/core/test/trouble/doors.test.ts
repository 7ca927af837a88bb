import { createServer } from 'node:http'
import { connect, createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { LogFields, Logger } from '@threadline/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createNodeHandler } from '@threadline/core'
import { carrierDouble } from '../support/carrier-double.js'
import { openDesk, ourNumber } from '../support/desk.js'
import { memoryStorage } from '@threadline/core/memory'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

describe('the handler for node:http', () => {
  it('answers 500 when the body of an answer breaks, and does not end the process', async () => {
    const broken = () => new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) })
    const handler = createNodeHandler(async () => new Response(broken()))
    const server = createServer(handler)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(
      () => server.closeAllConnections(),
      () => server.close(),
    )
    const rejected = new Promise<string>((resolve) => void process.once('unhandledRejection', () => resolve('crash')))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answered = fetch(url).then(({ status }) => status)
    expect(await Promise.race([answered, rejected])).toBe(500)
  })

  it('serves HTTP/2 requests, whose pseudo-headers are no headers', async () => {
    const { threadline } = await openDesk()
    const server = createHttp2Server((request, response) => {
      threadline.nodeHandler(request as never, response as never)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    closers.push(
      () => client.destroy(),
      () => server.close(),
    )
    const status = await new Promise((resolve) => {
      const stream = client.request({ ':path': '/threadline/chat', ':method': 'POST' })
      stream.on('response', (headers) => resolve(headers[':status']))
      stream.end('[]')
    })
    expect(status).toBe(200)
  })
})

describe('options', () => {
  it.each(['hooks', '/', '/hooks/', 'https://x.example/hooks', '/hooks?x'])(
    'refuse the base path “%s”, under which no webhook would arrive',
    async (basePath) => {
      await expect(openDesk({ basePath })).rejects.toMatchObject({ code: 'configuration.invalid' })
    },
  )

  it('refuse two lines of one channel: nobody could tell from which one a command texts', async () => {
    const sender = (address: string) => [{ provider: 'carrier', address }] as const
    const lines = [
      { id: 'sales', senders: sender(ourNumber) },
      { id: 'support', senders: sender('+14155550101') },
    ] as const
    await expect(openDesk({ lines })).rejects.toMatchObject({ code: 'configuration.invalid' })
  })

  it('take a provider key that a URL has to encode, or refuse it', async () => {
    const key = 'twilio us'
    let desk
    try {
      desk = await openDesk({
        providers: { [key]: carrierDouble() },
        lines: [{ senders: [{ provider: key, address: ourNumber }] }],
      })
    } catch (error) {
      expect(error).toMatchObject({ code: 'configuration.invalid' })
      return
    }
    const body = '[]'
    const url = `http://localhost/threadline/sms/${encodeURIComponent(key)}`
    expect((await desk.threadline.fetch(new Request(url, { method: 'POST', body }))).status).toBe(200)
  })
})

describe('a listener of the host', () => {
  it('that throws does not keep the others from hearing', async () => {
    const desk = await openDesk()
    const heard = vi.fn()
    desk.threadline.on('message.received', () => {
      throw new Error('a bug of the host')
    })
    desk.threadline.on('message.received', heard)
    await desk.text('Hi')
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('that is async and rejects is caught: it must not end the process', async () => {
    const desk = await openDesk()
    let isCrash = false
    const onCrash = () => (isCrash = true)
    process.once('unhandledRejection', onCrash)
    closers.push(() => process.off('unhandledRejection', onCrash))
    const listener = () => Promise.reject(new Error('a bug of the host'))
    desk.threadline.on('message.received', listener as () => void)
    await desk.text('Hi')
    await new Promise((resolve) => setImmediate(resolve))
    expect(isCrash).toBe(false)
  })
})

describe('the log', () => {
  it('says which drain failed and with what kind of error, without its message', async () => {
    const lines: LogFields[] = []
    const keep = (fields: LogFields) => void lines.push(fields)
    const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep }
    const storage = memoryStorage()
    let isFailing = false
    const desk = await openDesk({
      logger,
      queue: undefined,
      storage: {
        waitingLanes: storage.waitingLanes.bind(storage),
        transaction: (workspaceId, work) =>
          isFailing ? Promise.reject(new RangeError('secret words')) : storage.transaction(workspaceId, work),
      },
    })
    await desk.threadline.send({ to: '+14155550123', text: 'Hello' })
    isFailing = true
    await new Promise((resolve) => setImmediate(resolve))
    await desk.threadline.stop()
    const written = JSON.stringify(lines)
    expect(written).toContain('RangeError')
    expect(written).not.toContain('secret words')
  })
})
