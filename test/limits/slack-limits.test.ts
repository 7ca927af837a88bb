import { slackAdapter } from '@threadline/adapter-slack'
import type { ChatAdapter, ChatOutcome } from '@threadline/core'
import { startSandbox, type Sandbox } from '@threadline/sandbox'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../examples/slack-desk/src/listen.js'
import { anyForm } from '../../packages/adapter-slack/test/blocks/any-form.js'
import { anyPanelItem } from '../../packages/adapter-slack/test/blocks/any-item.js'
import { anyView } from '../../packages/adapter-slack/test/blocks/any-view.js'
import { anyWords } from '../../packages/adapter-slack/test/blocks/any-words.js'

/** The limits as the sandbox knows them, over HTTP: written down apart from those that the adapter keeps. */
let sandbox: Sandbox
let chat: ChatAdapter
let workspaceId: string
let ana: string

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 1 })
  const { botToken, signingSecret, teamId } = sandbox.slack.identity
  workspaceId = teamId
  ana = sandbox.slack.users().find(({ name }) => name === 'Ana')?.id ?? ''
  chat = slackAdapter({ botToken, signingSecret, apiUrl: sandbox.slackApiUrl, settleMs: 0 })
})
afterAll(() => sandbox.stop())

/** What lets a form be opened: the app hears of it when somebody uses its shortcut. */
async function triggerOf(member: string): Promise<string> {
  const server = await listen(0, '127.0.0.1')
  let found = ''
  server.handle((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const payload = new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('payload') ?? '{}'
      found = String((JSON.parse(payload) as { trigger_id?: unknown }).trigger_id)
      response.end()
    })
  })
  sandbox.slack.setWebhookUrl(server.url)
  await sandbox.slack.shortcut({ as: member, callbackId: 'threadline:send-text' })
  sandbox.slack.setWebhookUrl(undefined)
  await server.close()
  return found
}

const taken = (outcome: ChatOutcome<unknown>) => expect(outcome).toMatchObject({ type: 'done' })

describe('whatever people outside write and are called, Slack takes', () => {
  it('every post, every change of it, and every post that only one member sees', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(anyView, anyView, async (view, other) => {
        const reference = `p${(count += 1)}`
        const posted = await chat.post(workspaceId, { reference, target: { channel: '#sms' }, view })
        taken(posted)
        if (posted.type === 'done') taken(await chat.update(workspaceId, posted.value, other))
        taken(await chat.post(workspaceId, { reference, target: { channel: '#sms', onlyFor: ana }, view: other }))
      }),
      { numRuns: 60 },
    )
  })

  it('every form', async () => {
    const trigger = await triggerOf(ana)
    taken(
      await chat.openForm(
        workspaceId,
        { type: 'new', trigger },
        { name: 'notice', title: 'Hi', items: [{ type: 'note', text: 'Hi' }] },
      ),
    )
    const formId = sandbox.slack.openViews(ana)[0]?.id ?? ''
    await fc.assert(
      fc.asyncProperty(anyForm, async (form) => {
        taken(await chat.openForm(workspaceId, { type: 'instead', formId }, form))
      }),
      { numRuns: 60 },
    )
  })

  it('every home page', async () => {
    const items = fc.array(anyPanelItem, { maxLength: 120 })
    await fc.assert(
      fc.asyncProperty(items, async (page) => {
        taken((await chat.publishHome?.(workspaceId, ana, page)) ?? { type: 'done', value: undefined })
      }),
      { numRuns: 30 },
    )
  })

  it('every file, whatever it is called', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(anyWords, anyWords, async (name, contact) => {
        const file = {
          reference: `0198${(count += 1)}`,
          target: { channel: '#sms' },
          contact: { name: contact, address: '+14155550123' },
          name,
          contentType: 'image/png',
          content: new Uint8Array([1]),
        }
        const later = new Date(Date.now() + 60_000)
        taken(
          (await chat.files?.share(workspaceId, file, later)) ?? {
            type: 'refused',
            retryable: false,
            failure: { category: 'other' },
          },
        )
      }),
      { numRuns: 30 },
    )
  })
})
