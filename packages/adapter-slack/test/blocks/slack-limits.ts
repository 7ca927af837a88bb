/** What Slack would refuse in blocks or a modal, as one sentence each. Knows only what this package draws. */
export function offences(surface: { readonly blocks: readonly unknown[] }): readonly string[] {
  const { blocks } = surface
  const found = blocks.flatMap((block, index) => inBlock(block as Json).map((offence) => `block ${index}: ${offence}`))
  if (blocks.length === 0) found.push('no blocks')
  const most = 'title' in surface ? 100 : 50
  if (blocks.length > most) found.push(`more than ${most} blocks`)
  if (most === 50 && textLength(blocks) > 13_200) found.push('more text than a message holds')
  return found
}

/** Characters of all texts: https://github.com/slackapi/bolt-js/issues/2509 */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = 'text' in value && typeof value.text === 'string' ? value.text.length : 0
  return Object.values(value).reduce<number>((sum, item) => sum + textLength(item), own)
}

type Json = Readonly<Record<string, unknown>>

function inBlock(block: Json): readonly string[] {
  switch (block['type']) {
    case 'header':
      return inText(block['text'], 150)
    case 'context':
      return inList(block['elements'], 10, (element) => inText(element, 3000))
    case 'actions':
      return [...inList(block['elements'], 25, inButton), ...inActionIds(block['elements'])]
    case 'divider':
      return []
    case 'rich_text':
      return inList(block['elements'], 100, inRichText)
    case 'input':
      return [
        ...inText(block['label'], 2000),
        ...(block['hint'] === undefined ? [] : inText(block['hint'], 2000)),
        ...inInput(block['element'] as Json),
        ...inId(block['block_id']),
      ]
    default:
      return [`unknown block ${String(block['type'])}`]
  }
}

function inDate({ fallback, format, timestamp }: Json): readonly string[] {
  const isMoment = Number.isInteger(timestamp) && Number(timestamp) >= 0 && Number(timestamp) <= 9_999_999_999
  return [
    ...(isMoment ? [] : ['no moment']),
    ...inLength('format', format, 1, 100),
    ...inLength('fallback', fallback, 1, 100),
  ]
}

function inRichText(part: Json): readonly string[] {
  if (part['type'] === 'rich_text_list') return inList(part['elements'], 100, inRichText)
  if (!['rich_text_section', 'rich_text_quote', 'rich_text_preformatted'].includes(String(part['type'])))
    return ['unknown part of rich text']
  return inList(part['elements'], 10_000, (element) => {
    if (element['type'] === 'text') return inLength('text', element['text'], 1, 40_000)
    if (element['type'] === 'user') return inLength('user', element['user_id'], 1, 255)
    if (element['type'] === 'channel') return inLength('channel', element['channel_id'], 1, 255)
    if (element['type'] === 'date') return inDate(element)
    if (element['type'] !== 'link') return [`unknown element ${String(element['type'])}`]
    return [...inLength('link text', element['text'], 1, 3000), ...inUrl(element['url'])]
  })
}

function inButton(button: Json): readonly string[] {
  if (button['type'] === 'overflow') return [...inId(button['action_id']), ...inList(button['options'], 5, inOption)]
  return [
    ...(button['type'] === 'button' ? [] : ['no button']),
    ...inText(button['text'], 75),
    ...inId(button['action_id']),
    ...(button['value'] === undefined ? [] : inLength('value', button['value'], 1, 2000)),
    ...(button['url'] === undefined ? [] : inUrl(button['url'])),
    ...(button['confirm'] === undefined ? [] : inConfirm(button['confirm'] as Json)),
  ]
}

function inConfirm(confirm: Json): readonly string[] {
  return [
    ...inText(confirm['title'], 100),
    ...inText(confirm['text'], 300),
    ...inText(confirm['confirm'], 30),
    ...inText(confirm['deny'], 30),
  ]
}

function inInput(element: Json): readonly string[] {
  const placeholder = element['placeholder'] === undefined ? [] : inText(element['placeholder'], 150)
  const groups =
    element['option_groups'] === undefined ? [] : inList(element['option_groups'], 100, (group) => inOptionGroup(group))
  const options = element['options'] === undefined ? [] : inList(element['options'], 10, inOption)
  const typed =
    element['initial_value'] === undefined ? [] : inLength('initial value', element['initial_value'], 1, 3000)
  return [...inId(element['action_id']), ...placeholder, ...groups, ...options, ...typed]
}

export function inOptionGroup(group: Json): readonly string[] {
  return [...inText(group['label'], 75), ...inList(group['options'], 100, inOption)]
}

function inOption(option: Json): readonly string[] {
  return [...inText(option['text'], 75), ...inLength('option value', option['value'], 1, 150)]
}

/** Text objects: mrkdwn may hold nothing that Slack would read but a date. */
function inText(value: unknown, maximum: number): readonly string[] {
  const { type, text } = (value ?? {}) as Json
  const length = inLength(`${String(type)} text`, text, 1, maximum)
  if (type === 'plain_text') return length
  if (type !== 'mrkdwn') return ['no text object']
  const rest = String(text).replaceAll(/<!date\^-?\d+\^[^<>|^]+\|[^<>|]+>/g, '')
  return /[<>*_~`@]/.test(rest) ? [...length, `mrkdwn that Slack reads: ${rest}`] : length
}

function inActionIds(elements: unknown): readonly string[] {
  const ids = (elements as readonly Json[]).map((element) => element['action_id'])
  return new Set(ids).size === ids.length ? [] : ['two elements with one action_id']
}

function inId(value: unknown): readonly string[] {
  return inLength('id', value, 1, 255)
}

function inUrl(value: unknown): readonly string[] {
  return /^https?:\/\//i.test(String(value)) ? inLength('url', value, 1, 3000) : ['an address that is not http']
}

function inList(value: unknown, maximum: number, check: (item: Json) => readonly string[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return ['an empty list']
  return [...(value.length > maximum ? ['a list too long'] : []), ...value.flatMap((item) => check(item as Json))]
}

function inLength(what: string, value: unknown, minimum: number, maximum: number): readonly string[] {
  if (typeof value !== 'string') return [`${what} is no text`]
  if (value.length < minimum || value.length > maximum) return [`${what} has ${value.length} characters`]
  return /\p{Cs}|\0/u.test(value) ? [`${what} is not well formed`] : []
}
