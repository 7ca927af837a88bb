import { gzipSync } from 'node:zlib'
import type { ChatFiles, ChatOutcome, FileContent } from '@threadline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { botToken, testAdapter } from '../support/adapter.js'
import { startLoopbackSlack, type Answer, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
let files: ChatFiles
beforeAll(async () => void (slack = await startLoopbackSlack()))
afterAll(() => slack.stop())
beforeEach(() => {
  slack.calls.length = 0
  files = testAdapter({ apiUrl: slack.apiUrl }).files as ChatFiles
})

const origin = () => new URL(slack.apiUrl).origin
const path = '/files-pri/T0HOME-F1/download/plan.png'
const picture = { id: 'F1', name: 'plan.png', mimetype: 'image/png', size: 4, mode: 'hosted', is_external: false }

/** What Slack knows of the file, and what its host of files answers. */
function keep(file: object, answer: Answer = bytes('1234')): void {
  slack.on('files.info', { ok: true, file: { ...picture, url_private_download: `${origin()}${path}`, ...file } })
  slack.on(path, answer)
}

const bytes =
  (content: string, headers: object = {}, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'image/png', ...headers })
    response.end(content)
  }

const fetchFile = (maxBytes = 4) => files.fetch('T0HOME', 'F1', maxBytes)

async function textIn(outcome: ChatOutcome<FileContent>): Promise<string> {
  return outcome.type === 'done' ? new Response(outcome.value.content).text() : outcome.type
}

describe('what a file is by now', () => {
  it.each([
    ['a picture', {}, { name: 'plan.png', contentType: 'image/png', bytes: 4 }],
    ['a snippet', { mode: 'snippet', mimetype: 'text/plain' }, { contentType: 'text/plain' }],
    ['a file of another service', { mode: 'external', is_external: true }, { problem: 'elsewhere' }],
    ['a canvas', { mode: 'quip', mimetype: 'application/vnd.slack-docs' }, { problem: 'no-file' }],
    ['a list', { mode: 'list' }, { problem: 'no-file' }],
    ['what is beyond the limit of a free workspace', { mode: 'hidden_by_limit' }, { problem: 'unreadable' }],
    ['what may not be seen', { file_access: 'access_denied' }, { problem: 'unreadable' }],
  ])('%s is told as it is', async (_what, file, told) => {
    keep(file)
    expect(await files.info('T0HOME', 'F1')).toMatchObject({ type: 'done', value: told })
    expect(slack.callsOf('files.info')[0]?.args).toMatchObject({ file: 'F1' })
  })

  it.each(['file_deleted', 'file_not_found', 'not_visible'])(
    'nothing, definitely, when Slack says %s',
    async (error) => {
      slack.on('files.info', { ok: false, error })
      const gone = { type: 'refused', retryable: false, failure: { category: 'message-missing', code: error } }
      expect(await files.info('T0HOME', 'F1')).toMatchObject(gone)
      expect(await fetchFile()).toMatchObject(gone)
    },
  )
})

describe('the bytes of a file', () => {
  it('come from Slack’s host, with the token', async () => {
    keep({}, bytes('1234', { 'content-length': '4' }))
    const outcome = await fetchFile()
    expect(outcome.type === 'done' && outcome.value.bytes).toBe(4)
    expect(await textIn(outcome)).toBe('1234')
    expect(slack.callsOf(path)[0]?.authorization).toBe(`Bearer ${botToken}`)
  })

  it('come whole, without a length that is not theirs, when they were compressed on the way', async () => {
    const packed = gzipSync('1234')
    keep({}, (response) => {
      const length = String(packed.length)
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip', 'content-length': length })
      response.end(packed)
    })
    const outcome = await fetchFile()
    expect(outcome.type === 'done' && outcome.value).not.toHaveProperty('bytes')
    expect(await textIn(outcome)).toBe('1234')
  })

  it('come by way of another address of the same host', async () => {
    keep({}, bytes('', { location: '/moved' }, 302))
    slack.on('/moved', bytes('1234'))
    expect(await textIn(await fetchFile())).toBe('1234')
  })

  it.each([
    ['of another host', { url_private_download: 'https://files.example.com/x.png' }, undefined],
    ['with a name and a password', { url_private_download: 'http://a:b@files.slack.com/x.png' }, undefined],
    ['that leads to another host', {}, bytes('', { location: 'http://localhost:9/x.png' }, 302)],
    ['that leads nowhere', {}, bytes('', { location: 'http://' }, 302)],
    ['that leads to itself', {}, bytes('', { location: path }, 302)],
  ])('are not asked for at an address %s', async (_what, file, answer) => {
    keep(file, answer)
    expect(await fetchFile()).toMatchObject({ type: 'refused', failure: { code: 'file_url_foreign' } })
    expect(slack.calls.filter(({ method }) => method !== 'files.info' && method !== path)).toEqual([])
  })

  it.each([
    ['a page to sign in with', bytes('<html>', { 'content-type': 'text/html; charset=utf-8' }), 'missing-scope'],
    ['a 404', bytes('', {}, 404), 'message-missing'],
    ['more than there should be', bytes('12345', { 'content-length': '5' }), 'invalid-content'],
  ])('are refused when Slack gives %s', async (_what, answer, category) => {
    keep({}, answer)
    expect(await fetchFile()).toMatchObject({ type: 'refused', failure: { category } })
  })

  it('end in an error as soon as there are too many of them', async () => {
    keep({}, bytes('12345', { 'transfer-encoding': 'chunked' }))
    await expect(textIn(await fetchFile())).rejects.toThrow()
  })

  it('are unknown when Slack fails, or breaks off', async () => {
    keep({}, bytes('', {}, 500))
    expect(await fetchFile()).toMatchObject({ type: 'unknown' })
    keep({}, (response) => response.destroy())
    expect(await fetchFile()).toMatchObject({ type: 'unknown' })
  })

  it('are nobody’s when the file is only a link', async () => {
    keep({ mode: 'external', is_external: true })
    expect(await fetchFile()).toMatchObject({ type: 'refused' })
    expect(slack.callsOf(path)).toEqual([])
  })
})
