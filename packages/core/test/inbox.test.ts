import type { ButtonView, FormView } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { conversationOf } from './support/heads.js'
import { openDesk, type Desk } from './support/desk.js'

const other = '+14155550124'

/** What each section of the list on top says, by its heading. */
function sections(form: FormView | undefined): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {}
  let heading = ''
  for (const item of form?.items ?? []) {
    if (item.type === 'heading') heading = item.text
    if (item.type === 'entry') (found[heading] ??= []).push(`${item.title}: ${item.detail ?? ''}`)
  }
  return found
}

const buttonsIn = (form: FormView | undefined): readonly ButtonView[] =>
  (form?.items ?? []).flatMap((item) => (item.type === 'entry' ? (item.buttons ?? []) : []))

async function openInbox(desk: Desk): Promise<FormView | undefined> {
  await desk.click('inbox', '')
  return desk.chat.forms.at(-1)
}

describe('the inbox', () => {
  it('shows who waits longest first, and what is nobody’s', async () => {
    const desk = await openDesk()
    await desk.text('Is it ready?')
    await desk.wait(60_000)
    await desk.text('Hello?', other)
    await desk.wait(120_000)
    expect(sections(await openInbox(desk))).toEqual({
      '⏳ Waiting longest': [
        '+1 415 555 0123: Waiting for 3 minutes\n“Is it ready?”',
        '+1 415 555 0124: Waiting for 2 minutes\n“Hello?”',
      ],
      '🙋 Unassigned': [
        '+1 415 555 0124: Waiting for 2 minutes\n“Hello?”',
        '+1 415 555 0123: Waiting for 3 minutes\n“Is it ready?”',
      ],
    })
  })

  it('opens each thread, and shows at once what was assigned in it', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const [open, claim] = buttonsIn(await openInbox(desk))
    expect(open).toMatchObject({ action: 'open-thread', opens: desk.root().ref })
    const { id } = await conversationOf(desk)
    expect(claim).toMatchObject({ action: 'claim', subject: id })
    await desk.chatEvents({
      type: 'action',
      workspaceId: 'T1',
      identities: ['click'],
      author: { type: 'member', id: 'U1' },
      trigger: 'now',
      action: 'claim',
      subject: id,
      formId: 'V1',
    })
    expect(sections(desk.chat.forms.at(-1))).toMatchObject({ '👤 Mine': [expect.stringContaining('0123')] })
    expect(sections(desk.chat.forms.at(-1))).not.toHaveProperty('🙋 Unassigned')
    expect((await conversationOf(desk)).assigneeId).toBe('U1')
  })

  it('shows what failed, and why', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.receipt({ status: 'failed', failure: { category: 'landline' } })
    expect(sections(await openInbox(desk))).toMatchObject({
      '❌ Failed': [expect.stringMatching(/landline.*\n“hello”/)],
    })
  })

  it('shows what failed before all that somebody has dealt with since', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.receipt({ status: 'failed', failure: { category: 'landline' } })
    await desk.storage.transaction('T1', async ({ messages }) => {
      const [failed] = await messages.failed(new Date(0), 1)
      if (!failed) throw new Error('Nothing failed.')
      for (let n = 1; n <= 30; n += 1) await messages.save({ ...failed, id: `later-${n}`, resolution: 'left' })
    })
    expect(sections(await openInbox(desk))['❌ Failed']).toHaveLength(1)
  })

  it('leads to the rest of a list, page by page, and back', async () => {
    const desk = await openDesk()
    const numbers = Array.from({ length: 45 }, (_, at) => `+141555501${String(10 + at)}`)
    for (const number of numbers) await desk.text('Hi', number)
    const shown = async (subject: string) => {
      await desk.click('inbox', subject)
      return sections(desk.chat.forms.at(-1))['⏳ Waiting longest'] ?? []
    }
    const pages = [await shown('page:0 waiting'), await shown('page:40 waiting')]
    expect(pages.map(({ length }) => length)).toEqual([40, 5])
    expect(new Set(pages.flat()).size).toBe(45)
    expect(await shown('page:0')).toHaveLength(8)
    // Whoever waits no longer makes a list shorter than the page that was asked for.
    expect(await shown('page:80 waiting')).toHaveLength(40)
  })

  it('says of what is empty that it is', async () => {
    const form = await openInbox(await openDesk())
    expect(form?.items.filter(({ type }) => type === 'note')).toHaveLength(4)
  })
})
