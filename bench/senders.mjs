import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** So long a webhook may take, in milliseconds. */
const timeoutMs = 30_000

/**
 * Brings webhooks as vendors do: each until it is taken, whatever happens to whoever takes it.
 *
 * @param weather - says which of them come a second time
 */
export function createSenders(weather) {
  const agent = new Agent({ keepAlive: true })
  let ports = []
  let webhooks = 0

  /** A webhook is signed for the one address there is, and comes to the processes behind it in turn. */
  function addressOfNext(url) {
    webhooks += 1
    const address = new URL(url)
    address.port = ports[webhooks % ports.length]
    return address
  }

  /** The sender did not see that it was taken. */
  async function comesAgain(url, build) {
    const { body, headers } = build()
    const again = { body, headers: { ...headers, 'x-slack-retry-num': '1' } }
    await post(agent, addressOfNext(url), again).catch(() => 0)
  }

  return {
    connect(list) {
      ports = list
    },
    /** @throws Error when it was not taken for a minute */
    async insist(url, build) {
      const startedAtMs = performance.now()
      for (let tries = 1; performance.now() - startedAtMs < 60_000; tries += 1) {
        const status = await post(agent, addressOfNext(url), build()).catch(() => 0)
        if (status >= 200 && status < 300) return weather.comesTwice() ? comesAgain(url, build) : undefined
        await pause(Math.min(100 * tries, 1_000))
      }
      throw new Error(`${url} did not take a webhook.`)
    },
  }
}

function post(agent, url, { body, headers }) {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) }
    const options = { method: 'POST', agent, timeout: timeoutMs, headers: { ...headers, ...length } }
    const call = request(url, options, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
      response.on('error', reject)
    })
    call.on('timeout', () => call.destroy(new Error('It took too long.')))
    call.on('error', reject)
    call.end(body)
  })
}
