export type Args = Readonly<Record<string, unknown>>

export const text = (length: number): string => 'x'.repeat(length)
export const plain = (length: number) => ({ type: 'plain_text', text: text(length) })
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: text(length) })
export const section = (extra: Args = {}) => ({ type: 'section', text: mrkdwn(5), ...extra })
export const button = (extra: Args = {}) => ({ type: 'button', text: plain(5), ...extra })
export const actions = (...elements: readonly Args[]) => ({ type: 'actions', elements })
export const option = (extra: Args = {}) => ({ text: plain(5), value: 'v', ...extra })
export const select = (extra: Args = {}) => ({ type: 'static_select', action_id: 's', options: [option()], ...extra })
export const input = (element: Args, extra: Args = {}) => ({ type: 'input', label: plain(5), element, ...extra })
export const typed = (extra: Args = {}) => ({ type: 'plain_text_input', action_id: 't', ...extra })
export const many = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index))
export const richText = (...elements: readonly Args[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})
