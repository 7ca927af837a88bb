import type { TestDesk } from './desk.js'
import { buttons, ownPosts, textIn } from './shown.js'

type Json = Readonly<Record<string, unknown>>

/** What a member has open, and clicks in. `say` writes in #sms. */
export function atWindows(desk: () => TestDesk, say: (words: string) => Promise<unknown>, name = 'Ana') {
  const slack = () => desk().sandbox.slack
  const member = () => desk().member(name)
  const windows = () => slack().openViews(member())
  const shown = () => (windows().at(-1)?.definition['blocks'] ?? []) as readonly Json[]
  const clickables = () =>
    shown()
      .filter((block) => block['type'] === 'actions')
      .flatMap((block) => block['elements'] as readonly Json[])
  return {
    shown,
    clickables,
    words: () => shown().map(textIn).join('\n'),
    submit: (values: Parameters<TestDesk['sandbox']['slack']['submit']>[0]['values']) =>
      slack().submit({ as: member(), values }),
    /** Clicks the button of the dashboard whose label holds some words. */
    async choose(label: string): Promise<void> {
      await say('@threadline')
      const dashboard = ownPosts(desk()).at(-1)!
      const actionId = idOf(buttons(dashboard), label)
      await slack().click({ as: member(), channel: 'sms', ts: dashboard.ts, actionId })
      await desk().settle()
    },
    /** Clicks the first button in the window on top whose label holds some words. */
    async press(label: string): Promise<void> {
      const actionId = idOf(clickables(), label)
      const block = shown().find(({ elements }) => Array.isArray(elements) && idOf(elements, label) === actionId)
      const viewId = windows().at(-1)?.id ?? ''
      await slack().clickInView({ as: member(), viewId, actionId, blockId: String(block?.['block_id']) })
      await desk().settle()
    },
  }
}

const idOf = (elements: readonly Json[], label: string): string =>
  String(elements.find((one) => textIn(one).includes(label))?.['action_id'])
