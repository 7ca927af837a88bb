import assert from 'node:assert/strict'
import { forbidden, inTime, indiscretion, type Bench, type ProviderCase } from './bench.js'
import { assertHoldsNone } from './leaks.js'
import type { Ending } from './loopback.js'

const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])
const roomy = 1_000_000

async function fetchFrom(bench: Bench, url: string, maxBytes = roomy, ending?: Ending) {
  const provider = ending ? await bench.meeting(ending) : bench.provider
  assert.ok(provider.fetchMedia, 'fetchMedia is missing: implement it, or say in `cannot` why not')
  const outcome = await inTime(provider.fetchMedia({ url, contentType: 'image/jpeg' }, maxBytes), ending)
  assertHoldsNone(outcome.type === 'done' ? '' : outcome, forbidden(bench.descriptor))
  return outcome
}

function urlAt(bench: Bench): string {
  const { mediaUrl } = bench.descriptor.wire
  assert.ok(mediaUrl, 'wire.mediaUrl is missing')
  return mediaUrl(bench.api.url)
}

/** Nobody is asked for anything, whatever it is that is not there. */
async function assertRefusedUnasked(bench: Bench, url: string): Promise<void> {
  const before = bench.watch.connections()
  const outcome = await fetchFrom(bench, url)
  assert.equal(outcome.type, 'refused', `${url} is no address of the vendor’s`)
  assert.equal(outcome.type === 'refused' && outcome.retryable, false)
  assert.equal(outcome.type === 'refused' && outcome.failure.category, 'media')
  assert.equal(bench.watch.connections(), before, 'a connection was made before the address was looked at')
}

const jpeg = (body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Ending => ({
  status: 200,
  headers: { 'content-type': 'Image/JPEG; name="one.jpg"', ...headers },
  body,
})

export const mediaCases: readonly ProviderCase[] = [
  {
    name: 'a picture is fetched whole, with its type',
    needs: 'fetch-media',
    async run(bench) {
      bench.answer(jpeg(picture))
      const outcome = await fetchFrom(bench, urlAt(bench))
      assert.ok(outcome.type === 'done', 'the picture was not fetched')
      assert.deepEqual(new Uint8Array(outcome.value.content), picture)
      assert.equal(outcome.value.contentType, 'image/jpeg')
    },
  },
  {
    name: 'a picture that is announced as too large is refused',
    needs: 'fetch-media',
    async run(bench) {
      bench.answer(jpeg(new Uint8Array(4_000), { 'content-length': '4000' }))
      await assertTooLarge(bench)
    },
  },
  {
    name: 'a picture that turns out too large is refused',
    needs: 'fetch-media',
    async run(bench) {
      bench.answer(jpeg(new Uint8Array(4_000), { 'transfer-encoding': 'chunked' }))
      await assertTooLarge(bench)
    },
  },
  {
    name: 'a picture that is just small enough is fetched',
    needs: 'fetch-media',
    async run(bench) {
      bench.answer(jpeg(new Uint8Array(1_000)))
      assert.equal((await fetchFrom(bench, urlAt(bench), 1_000)).type, 'done')
    },
  },
  {
    name: 'a picture that is gone is refused',
    needs: 'fetch-media',
    async run(bench) {
      for (const status of [404, 410]) {
        bench.answer({ status, body: { message: indiscretion(bench.descriptor) } })
        const outcome = await fetchFrom(bench, urlAt(bench))
        assert.equal(outcome.type === 'refused' && outcome.failure.category, 'media')
      }
    },
  },
  {
    name: 'a picture that cannot be had now is not done',
    needs: 'fetch-media',
    async run(bench) {
      for (const trouble of [
        'reset',
        'hang',
        'cut-off',
        { status: 500, body: indiscretion(bench.descriptor) },
      ] as const) {
        assert.notEqual((await fetchFrom(bench, urlAt(bench), roomy, trouble)).type, 'done')
      }
    },
  },
  {
    name: 'nothing is fetched from another host',
    needs: 'fetch-media',
    async run(bench) {
      const url = new URL(urlAt(bench))
      await assertRefusedUnasked(bench, `${bench.elsewhere.url}${url.pathname}`)
      await assertRefusedUnasked(bench, `https://vendor.example.org${url.pathname}`)
      await assertRefusedUnasked(bench, `http://127.0.0.1@vendor.example.org:${url.port}${url.pathname}`)
    },
  },
  {
    name: 'nothing is fetched from a private address, nor by anything but HTTP',
    needs: 'fetch-media',
    async run(bench) {
      const hosts = ['169.254.169.254', '10.0.0.1', '192.168.1.1', '[::1]', 'localhost', '0.0.0.0', '2130706433']
      for (const host of hosts) await assertRefusedUnasked(bench, `http://${host}/latest/meta-data`)
      for (const url of ['file:///etc/hostname', 'data:image/png;base64,AAAA', 'no address', '']) {
        await assertRefusedUnasked(bench, url)
      }
    },
  },
  {
    name: 'a redirect to another host is not followed, and no credentials go there',
    needs: 'fetch-media',
    async run(bench) {
      for (const status of [301, 302, 307, 308]) {
        bench.answer({ status, headers: { location: `${bench.elsewhere.url}/one.jpg` } })
        assert.notEqual((await fetchFrom(bench, urlAt(bench))).type, 'done')
      }
    },
  },
  {
    name: 'redirects without an end come to an end',
    needs: 'fetch-media',
    async run(bench) {
      bench.answer({ status: 302, headers: { location: urlAt(bench) } })
      assert.notEqual((await fetchFrom(bench, urlAt(bench))).type, 'done')
      assert.ok(bench.api.calls.length <= 10)
    },
  },
]

async function assertTooLarge(bench: Bench): Promise<void> {
  const outcome = await fetchFrom(bench, urlAt(bench), 1_000)
  assert.equal(outcome.type, 'refused', 'what is too large is not fetched')
  assert.equal(outcome.type === 'refused' && outcome.failure.category, 'media')
  assert.equal(outcome.type === 'refused' && outcome.retryable, false)
}
