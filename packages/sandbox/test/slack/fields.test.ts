import { describe, expect, it } from 'vitest'
import type { Json, ViewInput } from '../../src/slack/index.js'
import { input, option, plain } from './build.js'
import { answerOf, call, startApp, startSandbox, type Sandbox } from './support.js'

const modal = (blocks: readonly object[], extra: object = {}) => ({
  type: 'modal',
  title: plain(5),
  submit: plain(5),
  blocks,
  ...extra,
})
const two = { options: [option({ value: 'a' }), option({ value: 'b' })] }

async function show(sandbox: Sandbox, view: object): Promise<Json> {
  const got = await startApp(sandbox)
  await sandbox.slack.shortcut({ as: sandbox.ann, callbackId: 'open' })
  return answerOf(call(sandbox.client, 'views.open', { trigger_id: got[0]?.payload['trigger_id'], view }))
}

/** Opens a modal with one field, fills it in and gives the state of it that the app gets, or what the client says. */
async function filledIn(element: object, value: ViewInput[string]): Promise<unknown> {
  const sandbox = await startSandbox()
  const blocks = [input({ action_id: 'it', ...element }, { block_id: 'it' })]
  expect(await show(sandbox, modal(blocks))).toMatchObject({ ok: true })
  const got = await startApp(sandbox)
  const outcome = await sandbox.slack.submit({ as: sandbox.ann, values: { it: value } })
  if (outcome.type === 'errors') return outcome.errors['it']
  const view = got.at(-1)?.payload['view'] as { state: { values: { it: { it: unknown } } } } | undefined
  return view?.state.values.it.it
}

describe('a field', () => {
  const file = { name: 'people.csv', mimetype: 'text/csv', content: new TextEncoder().encode('a,b') }
  const fields: readonly (readonly [object, ViewInput[string], unknown])[] = [
    [{ type: 'static_select', ...two }, 'b', { selected_option: { value: 'b' } }],
    [{ type: 'multi_static_select', ...two }, ['a', 'b'], { selected_options: [{ value: 'a' }, { value: 'b' }] }],
    [{ type: 'radio_buttons', ...two }, 'a', { selected_option: { value: 'a' } }],
    [{ type: 'checkboxes', ...two }, ['b'], { selected_options: [{ value: 'b' }] }],
    [{ type: 'users_select' }, 'U1', { selected_user: 'U1' }],
    [{ type: 'datepicker' }, '2027-01-31', { selected_date: '2027-01-31' }],
    [{ type: 'timepicker' }, '09:00', { selected_time: '09:00' }],
    [{ type: 'datetimepicker' }, 1_893_924_000, { selected_date_time: 1_893_924_000 }],
    [{ type: 'number_input', is_decimal_allowed: false }, '12', { value: '12' }],
    [{ type: 'rich_text_input' }, 'Hi', { rich_text_value: { type: 'rich_text' } }],
    [
      { type: 'file_input', filetypes: ['csv'] },
      [file],
      { files: [{ name: 'people.csv', mimetype: 'text/csv', size: 3 }] },
    ],
  ]
  it.each(fields)('%o comes as Slack sends it', async (element, value, state) => {
    expect(await filledIn(element, value)).toMatchObject({ type: (element as { type: string }).type, ...Object(state) })
  })

  const mistakes: readonly (readonly [object, ViewInput[string], string])[] = [
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'Enter a number.'],
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '2' }, '1.5', 'Enter 2 or more.'],
    [{ type: 'number_input', is_decimal_allowed: true, max_value: '1' }, '1.5', 'Enter 1 or less.'],
    [{ type: 'multi_static_select', max_selected_items: 1, ...two }, ['a', 'b'], 'Choose at most 1.'],
  ]
  it.each(mistakes)('%o with %o is told by the client', async (element, value, error) => {
    expect(await filledIn(element, value)).toBe(error)
  })

  it('for files takes only what it says it takes, and the app can read them', async () => {
    const sandbox = await startSandbox()
    const element = { type: 'file_input', action_id: 'it', filetypes: ['csv'], max_files: 1 }
    await show(sandbox, modal([input(element, { block_id: 'it' })]))
    const submit = (...names: readonly string[]) =>
      sandbox.slack.submit({ as: sandbox.ann, values: { it: names.map((name) => ({ ...file, name })) } })
    await expect(submit('a.png')).rejects.toThrow('a.png')
    await expect(submit('a.csv', 'b.csv')).rejects.toThrow('so many')
    const got = await startApp(sandbox)
    await submit('a.csv')
    const url = /"url_private":"([^"]+)"/.exec(JSON.stringify(got[0]?.payload))?.[1] ?? ''
    const headers = { authorization: `Bearer ${sandbox.slack.identity.botToken}` }
    expect(await (await fetch(url, { headers })).text()).toBe('a,b')
  })
})

describe('a view Slack refuses', () => {
  const cases: readonly (readonly [string, readonly object[], string])[] = [
    [
      'an initial option that is not there',
      [input({ type: 'static_select', ...two, initial_option: option({ value: 'c' }) })],
      '/view/blocks/0/element/initial_option',
    ],
    [
      'initial boxes that are not there',
      [input({ type: 'checkboxes', ...two, initial_options: [option({ value: 'c' })] })],
      '/view/blocks/0/element/initial_options',
    ],
    [
      'two fields with the focus',
      [0, 1].map(() => input({ type: 'plain_text_input', focus_on_load: true })),
      '/view/blocks/1',
    ],
    ['no date', [input({ type: 'datepicker', initial_date: '31.01.2027' })], '/view/blocks/0/element/initial_date'],
    ['no time', [input({ type: 'timepicker', initial_time: '24:00' })], '/view/blocks/0/element/initial_time'],
    ['11 files', [input({ type: 'file_input', max_files: 11 })], '/view/blocks/0/element/max_files'],
  ]
  it.each(cases)('%s', async (_name, blocks, pointer) => {
    const answer = await show(await startSandbox(), modal(blocks))
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' })
    expect(JSON.stringify(answer)).toContain(`[json-pointer:${pointer}]`)
  })

  it('more than 250 kB of it', async () => {
    const sections = Array.from({ length: 90 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(3000) },
    }))
    expect(await show(await startSandbox(), modal(sections))).toMatchObject({ error: 'view_too_large' })
  })
})

describe('a stack of modals', () => {
  it('is three high, and closed at once by the cross, which the app hears', async () => {
    const sandbox = await startSandbox()
    const { client, slack, ann } = sandbox
    const view = modal([{ type: 'divider' }], { notify_on_close: true })
    await show(sandbox, view)
    const push = async () => {
      const got = await startApp(sandbox)
      await slack.shortcut({ as: ann, callbackId: 'more' })
      return answerOf(call(client, 'views.push', { trigger_id: got[0]?.payload['trigger_id'], view }))
    }
    expect([await push(), await push(), await push()]).toMatchObject([
      { ok: true },
      { ok: true },
      { error: 'push_limit_reached' },
    ])
    const got = await startApp(sandbox)
    slack.closeView({ as: ann })
    expect(slack.openViews(ann)).toHaveLength(2)
    slack.closeView({ as: ann, all: true })
    expect(slack.openViews(ann)).toEqual([])
    await slack.settled()
    expect(got.map(({ payload }) => payload)).toMatchObject([
      { type: 'view_closed', is_cleared: false },
      { type: 'view_closed', is_cleared: true },
    ])
  })
})
