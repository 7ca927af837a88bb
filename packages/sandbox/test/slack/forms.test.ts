import { describe, expect, it } from 'vitest'
import { plain, form, openForm, suggesting } from './desk.js'
import { answerOf, startSandbox } from './support.js'

describe('a form', () => {
  it('suggests what the app offers, and is submitted with the option chosen', async () => {
    const sandbox = await startSandbox()
    const { got } = await openForm(sandbox, suggesting)
    const { slack, ann } = sandbox
    expect(await slack.suggest({ as: ann, blockId: 'to', query: '' })).toEqual([])
    const offers = await slack.suggest({ as: ann, blockId: 'to', query: 'tom' })
    expect(offers).toEqual([{ label: 'Tom +14155550123', value: '+14155550123' }])
    const values = { to: '+14155550123', text: 'hello', when: 1_893_924_000 }
    expect(await slack.submit({ as: ann, values })).toEqual({ type: 'closed' })
    expect(slack.openViews(ann)).toEqual([])

    const payloads = got.map(({ payload }) => payload)
    expect(payloads.find(({ type }) => type === 'block_suggestion')).toMatchObject({
      value: 'tom',
      action_id: 'to',
      block_id: 'to',
    })
    expect(payloads.at(-1)).toMatchObject({
      type: 'view_submission',
      user: { id: ann },
      view: {
        callback_id: 'send-text',
        private_metadata: 'secret',
        state: {
          values: {
            to: { to: { type: 'external_select', selected_option: { value: '+14155550123' } } },
            text: { text: { type: 'plain_text_input', value: 'hello' } },
            when: { when: { type: 'datetimepicker', selected_date_time: 1_893_924_000 } },
          },
        },
      },
    })
  })

  it('that is not filled in never reaches the app', async () => {
    const sandbox = await startSandbox()
    const { got } = await openForm(sandbox, suggesting)
    const before = got.length
    const outcome = await sandbox.slack.submit({ as: sandbox.ann, values: { text: 'longer than ten' } })
    expect(outcome).toEqual({
      type: 'errors',
      errors: { to: 'Please complete this required field.', text: 'That is too long.' },
    })
    expect(got).toHaveLength(before)
  })

  it('takes only options that were offered, and fields that are there', async () => {
    const sandbox = await startSandbox()
    await openForm(sandbox, suggesting)
    const submit = (values: Record<string, string>) => sandbox.slack.submit({ as: sandbox.ann, values })
    await expect(submit({ to: '+14155550199', text: 'x' })).rejects.toThrow('no option')
    await expect(submit({ from: 'x' })).rejects.toThrow('no field from')
  })

  it('tells the app what is chosen only where it asked to, and keeps what was typed when it is updated', async () => {
    const sandbox = await startSandbox()
    const { slack, ann, client } = sandbox
    const [to, text] = form.blocks
    const { got } = await openForm(sandbox, suggesting)
    const viewId = slack.openViews(ann)[0]?.id ?? ''
    const show = (...blocks: readonly object[]) =>
      client.apiCall('views.update', { view_id: viewId, view: { ...form, blocks } })
    await show({ ...to, dispatch_action: true }, { ...text })
    const inView = { as: ann, viewId }
    await slack.suggest({ as: ann, blockId: 'to', query: 'tom' })
    await slack.clickInView({ ...inView, actionId: 'to', value: '+14155550123', values: { text: 'hello' } })
    const chosen = { selected_option: { value: '+14155550123' } }
    expect(got.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      actions: [{ action_id: 'to', block_id: 'to', ...chosen }],
      view: { state: { values: { to: { to: chosen }, text: { text: { value: 'hello' } } } } },
    })
    await expect(slack.clickInView({ ...inView, actionId: 'text', value: 'x' })).rejects.toThrow('dispatch_action')

    const initial = (id: string) => ({ ...text, block_id: id, element: { ...text?.element, initial_value: 'anew' } })
    await show({ ...to }, initial('text'), initial('text#2'))
    expect((await slack.submit({ as: ann, values: {} })).type).toBe('closed')
    expect(got.at(-1)?.payload).toMatchObject({
      view: {
        state: {
          values: { to: { to: chosen }, text: { text: { value: 'hello' } }, 'text#2': { text: { value: 'anew' } } },
        },
      },
    })
  })

  const filled = { to: '+14155550123', text: 'hello' }
  const outcomes: readonly (readonly [string, unknown, unknown])[] = [
    [
      'errors stay beside their fields',
      { response_action: 'errors', errors: { text: 'Opted out.' } },
      { type: 'errors', errors: { text: 'Opted out.' } },
    ],
    ['clear closes everything', { response_action: 'clear' }, { type: 'closed' }],
    [
      'an update shows another view',
      { response_action: 'update', view: form },
      { type: 'updated', viewId: expect.any(String) },
    ],
    ['a push shows one above', { response_action: 'push', view: form }, { type: 'pushed', viewId: expect.any(String) }],
    [
      'errors for a block that is not there',
      { response_action: 'errors', errors: { other: 'x' } },
      { type: 'failed', reason: expect.stringContaining('other') },
    ],
    ['errors without any', { response_action: 'errors', errors: {} }, { type: 'failed', reason: expect.any(String) }],
    [
      'an update with a bad view',
      { response_action: 'update', view: { ...form, title: plain('x'.repeat(25)) } },
      { type: 'failed', reason: expect.stringContaining('/view/title/text') },
    ],
    ['an action Slack does not know', { response_action: 'close' }, { type: 'failed', reason: expect.any(String) }],
  ]
  it.each(outcomes)('answered: %s', async (_name, answer, outcome) => {
    const sandbox = await startSandbox()
    await openForm(sandbox, (payload) =>
      payload['type'] === 'view_submission' ? Response.json(answer) : suggesting(payload),
    )
    await sandbox.slack.suggest({ as: sandbox.ann, blockId: 'to', query: 't' })
    expect(await sandbox.slack.submit({ as: sandbox.ann, values: filled })).toEqual(outcome)
  })

  it('answered with what is not JSON, or with an error, stays open', async () => {
    for (const response of [() => new Response('ok'), () => new Response('', { status: 500 })]) {
      const sandbox = await startSandbox()
      await openForm(sandbox, (payload) => (payload['type'] === 'view_submission' ? response() : suggesting(payload)))
      await sandbox.slack.suggest({ as: sandbox.ann, blockId: 'to', query: 't' })
      expect(await sandbox.slack.submit({ as: sandbox.ann, values: filled })).toMatchObject({ type: 'failed' })
      expect(sandbox.slack.openViews(sandbox.ann)).toHaveLength(1)
    }
  })

  it('whose suggestions Slack would not show says why', async () => {
    const sandbox = await startSandbox()
    const tooLong = { options: [{ text: plain('x'.repeat(76)), value: 'v' }] }
    await openForm(sandbox, () => Response.json(tooLong))
    await expect(sandbox.slack.suggest({ as: sandbox.ann, blockId: 'to', query: 't' })).rejects.toThrow(
      '/options/0/text/text',
    )
  })

  it('closed is told only to an app that asked for it', async () => {
    const sandbox = await startSandbox()
    const { got } = await openForm(sandbox)
    const viewId = sandbox.slack.openViews(sandbox.ann)[0]?.id ?? ''
    await sandbox.client.apiCall('views.update', { view_id: viewId, view: { ...form, notify_on_close: true } })
    sandbox.slack.closeView({ as: sandbox.ann })
    await sandbox.slack.settled()
    expect(got.at(-1)?.payload).toMatchObject({ type: 'view_closed', is_cleared: false })
  })

  it('updated from an old state of it is a conflict', async () => {
    const sandbox = await startSandbox()
    await openForm(sandbox)
    const [view] = sandbox.slack.openViews(sandbox.ann)
    const update = async (hash: string) =>
      answerOf(sandbox.client.apiCall('views.update', { view_id: view?.id, hash, view: form }))
    expect(await update(view?.hash ?? '')).toMatchObject({ ok: true })
    expect(await update(view?.hash ?? '')).toMatchObject({ error: 'hash_conflict' })
  })
})
