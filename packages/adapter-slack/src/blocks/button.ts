import type { Button } from '@slack/types'
import type { ActionName } from '@threadline/core'
import { encodeAction } from './action-id.js'

const maximumUrlLength = 3000

type ButtonLooks = Pick<Button, 'style' | 'confirm'>

/** A button that sends one of our actions. `label` is our own, at most 75 characters. */
export function button(label: string, action: ActionName, subject: string, looks: ButtonLooks = {}): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: label, emoji: true },
    ...encodeAction(action, subject),
    ...looks,
  }
}

/** A button that opens an address, and sends its action all the same; none when there is no address to open. */
export function linkButton(label: string, action: ActionName, subject: string, url: string | undefined): Button[] {
  return isOpenable(url) ? [{ ...button(label, action, subject, { style: 'primary' }), url }] : []
}

/** Whether Slack takes the address for a button or link. */
export function isOpenable(url: string | undefined): url is string {
  return url !== undefined && url.length <= maximumUrlLength && /^https?:\/\//i.test(url) && URL.canParse(url)
}
