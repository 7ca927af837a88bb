import type { Button, DividerBlock, KnownBlock, Overflow, RichTextBlock, RichTextElement } from '@slack/types'
import type { ButtonView, MenuEntry, PanelItem } from '@threadline/core'
import { safeName, utcDate } from '../text/index.js'
import { encodeAction, encodeOption, menuId } from './action-id.js'
import { isOpenable } from './button.js'
import { context, fixed, header, labelText, paragraph, plainText, quote, sectionElements } from './pieces.js'

/** One less than a block holds, so that a menu fits beside them. */
const maximumButtons = 24
const maximumMenuEntries = 5
const maximumLabelLength = 75

/** The last moment that Slack shows, in seconds since 1970. */
const latestMoment = 9_999_999_999

/** The link that opens a post or a channel, where it is known. */
export type Permalink = (target: NonNullable<ButtonView['opens']>) => string | undefined

/** Draws things to read and to click. Words from outside stand in them as the characters they are. */
export function renderPanel(items: readonly PanelItem[], permalink: Permalink): KnownBlock[] {
  return items.flatMap((item) => renderItem(item, permalink))
}

function renderItem(item: PanelItem, permalink: Permalink): KnownBlock[] {
  switch (item.type) {
    case 'heading':
      return [header(safeName(item.text) || '-')]
    case 'paragraph':
      return [paragraph(safeName(item.bold ?? ''), item.text)]
    case 'note':
      return [context(item.text)]
    case 'quote':
      return quote(item.text)
    case 'fixed':
      return fixed(item.text)
    case 'divider':
      return [divider]
    case 'buttons':
      return buttonRow(item.buttons, item.menu ?? [], permalink)
    case 'entry':
      return [
        entryHead(safeName(item.title) || '-', item.detail ?? '', item.at),
        ...buttonRow(item.buttons ?? [], item.menu ?? [], permalink),
      ]
    default:
      return item satisfies never
  }
}

/** A title, the time in the reader's own zone, and what there is to say. */
function entryHead(title: string, detail: string, at: Date | undefined): RichTextBlock {
  const timestamp = at === undefined ? Number.NaN : Math.floor(at.getTime() / 1000)
  const fallback = utcDate(timestamp)
  if (fallback === undefined || timestamp < 0 || timestamp > latestMoment) return paragraph(title, detail)
  const format = '{date_short_pretty} at {time}'
  const when: RichTextElement[] = [
    { type: 'text', text: '\n' },
    { type: 'date', timestamp, format, fallback },
  ]
  const [head, ...rest] = sectionElements(title, detail)
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [...(head ? [head] : []), ...when, ...rest] }],
  }
}

const divider: DividerBlock = { type: 'divider' }

/** A row of buttons with a menu behind them; none for nothing to click, for Slack refuses an empty one. */
export function buttonRow(
  views: readonly ButtonView[],
  menu: readonly MenuEntry[],
  permalink: Permalink,
): KnownBlock[] {
  const shown = views.slice(0, maximumButtons)
  const buttons = shown.map((view, index) => drawButton(view, earlierTwins(shown, index), permalink))
  const elements = [...buttons, ...overflow(menu)]
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

/** Only buttons of one action in one row need telling apart: each keeps its name whatever stands beside it. */
function earlierTwins(views: readonly ButtonView[], index: number): number {
  return views.slice(0, index).filter(({ action }) => action === views[index]?.action).length
}

function overflow(entries: readonly MenuEntry[]): Overflow[] {
  if (entries.length === 0) return []
  const options = entries.slice(0, maximumMenuEntries).map(({ action, label, subject }) => ({
    text: labelText(label, maximumLabelLength),
    value: encodeOption(action, subject),
  }))
  return [{ type: 'overflow', action_id: menuId, options }]
}

function drawButton(
  { action, confirm, label, opens, style, subject }: ButtonView,
  place: number,
  permalink: Permalink,
): Button {
  const url = opens && permalink(opens)
  return {
    type: 'button',
    text: labelText(label, maximumLabelLength),
    ...encodeAction(action, subject, place),
    ...(style === undefined ? {} : { style }),
    ...(isOpenable(url) ? { url } : {}),
    ...(confirm === undefined ? {} : { confirm: drawConfirm(confirm) }),
  }
}

function drawConfirm({ no, text, title, yes }: NonNullable<ButtonView['confirm']>): NonNullable<Button['confirm']> {
  return {
    title: plainText(title, 100),
    text: plainText(text, 300),
    confirm: plainText(yes, 30),
    deny: plainText(no, 30),
  }
}
