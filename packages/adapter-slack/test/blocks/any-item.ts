import type { ButtonView, FormInput, FormItem, PanelItem } from '@threadline/core'
import fc from 'fast-check'
import { actionNames } from '../../src/blocks/action-id.js'
import { anyId, anyMoment, anyShortWords, anyWords, maybe } from './any-words.js'

/** One for each kind of thing: a new kind without one does not compile. */
type OneOfEach<Union extends { readonly type: string }> = {
  readonly [Type in Union['type']]: fc.Arbitrary<Extract<Union, { readonly type: Type }>>
}

/** Any of them. */
export function anyOf<Union extends { readonly type: string }>(each: OneOfEach<Union>): fc.Arbitrary<Union> {
  return fc.oneof(...Object.values<fc.Arbitrary<Union>>(each))
}

const action = fc.constantFrom(...actionNames)

export const anyButton: fc.Arbitrary<ButtonView> = fc.record({
  label: anyShortWords,
  action,
  subject: fc.oneof(anyId, fc.constantFrom('', 'x'.repeat(2_000))),
  style: maybe(fc.constantFrom('primary', 'danger')),
  confirm: maybe(fc.record({ title: anyShortWords, text: anyWords, yes: anyShortWords, no: anyShortWords })),
  opens: maybe(fc.oneof(fc.record({ channelId: anyId, messageId: anyId }), fc.record({ channel: anyId }))),
})
export const anyButtons = fc.array(anyButton, { maxLength: 30 })
export const anyMenu = fc.array(fc.record({ label: anyShortWords, action, subject: anyId }), { maxLength: 8 })

const anyPanelItems: OneOfEach<PanelItem> = {
  heading: fc.record({ type: fc.constant('heading'), text: anyWords }),
  paragraph: fc.record({ type: fc.constant('paragraph'), bold: maybe(anyWords), text: anyWords }),
  note: fc.record({ type: fc.constant('note'), text: anyWords }),
  quote: fc.record({ type: fc.constant('quote'), text: anyWords }),
  fixed: fc.record({ type: fc.constant('fixed'), text: anyWords }),
  divider: fc.constant({ type: 'divider' }),
  buttons: fc.record({ type: fc.constant('buttons'), buttons: anyButtons, menu: maybe(anyMenu) }),
  entry: fc.record({
    type: fc.constant('entry'),
    title: anyWords,
    detail: maybe(anyWords),
    at: maybe(anyMoment),
    buttons: maybe(anyButtons),
    menu: maybe(anyMenu),
  }),
}

/** Whatever can stand in a panel or on the home page. */
export const anyPanelItem: fc.Arbitrary<PanelItem> = anyOf<PanelItem>(anyPanelItems)

const choice = fc.record({ label: anyShortWords, value: fc.oneof(anyId, anyShortWords) })
const choices = fc.oneof(fc.array(choice, { maxLength: 20 }), fc.array(choice, { minLength: 300, maxLength: 320 }))
const field = {
  name: fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'),
  label: anyWords,
  hint: maybe(anyWords),
  isOptional: maybe(fc.boolean()),
}
const placeholder = maybe(anyWords)
const source = fc.constantFrom('recipient', 'tag', 'contact', 'zone', 'template')
const memberId = fc.constantFrom('U1', 'W2', '', 'nobody', '<!here>')
const channelId = fc.constantFrom('C1', 'G2', '', '#sms')
const hasFocus = maybe(fc.boolean())

const anyInputs: OneOfEach<FormInput> = {
  text: fc.record({
    type: fc.constant('text'),
    ...field,
    value: maybe(anyWords),
    isLong: maybe(fc.boolean()),
    edition: maybe(fc.constantFrom('a', 'b7')),
    maxLength: maybe(fc.constantFrom(0, 1, 20, 3_000, 9_000)),
    placeholder,
    hasFocus,
  }),
  choice: fc.record({ type: fc.constant('choice'), ...field, options: choices, value: maybe(anyId), placeholder }),
  choices: fc.record({
    type: fc.constant('choices'),
    ...field,
    options: choices,
    values: maybe(fc.array(anyId)),
    placeholder,
  }),
  suggest: fc.record({
    type: fc.constant('suggest'),
    ...field,
    source,
    onChoose: maybe(action),
    value: maybe(choice),
    placeholder,
    hasFocus,
  }),
  'suggest-many': fc.record({
    type: fc.constant('suggest-many'),
    ...field,
    source,
    values: maybe(choices),
    placeholder,
  }),
  member: fc.record({ type: fc.constant('member'), ...field, value: maybe(memberId), placeholder }),
  members: fc.record({ type: fc.constant('members'), ...field, values: maybe(fc.array(memberId)), placeholder }),
  channel: fc.record({ type: fc.constant('channel'), ...field, value: maybe(channelId), placeholder }),
  moment: fc.record({ type: fc.constant('moment'), ...field, value: maybe(anyMoment) }),
  toggle: fc.record({ type: fc.constant('toggle'), ...field, isOn: fc.boolean() }),
  files: fc.record({ type: fc.constant('files'), ...field, maxCount: fc.constantFrom(0, 1, 10, 30) }),
}

/** Whatever can stand in a form. */
export const anyFormItem: fc.Arbitrary<FormItem> = anyOf<FormItem>({ ...anyPanelItems, ...anyInputs })
