import type { ContactView, HeadView, PostView, TextView } from '@threadline/core'
import fc from 'fast-check'
import { anyButtons, anyMenu, anyOf, anyPanelItem } from './any-item.js'
import { anyId, anyMoment, anyShortWords, anyWords, maybe } from './any-words.js'

const contact: fc.Arbitrary<ContactView> = fc.record({ name: maybe(anyWords), address: anyWords })
const contentType = fc.oneof(fc.constantFrom('image/jpeg', 'text/vcard'), anyWords)
const media = fc.array(fc.record({ url: fc.webUrl(), contentType }), { maxLength: 30 })
const memberId = fc.constantFrom('U1', 'U2', '', '<!here>')
const message: fc.Arbitrary<TextView> = fc.record({
  direction: fc.constantFrom('inbound', 'outbound'),
  text: anyWords,
  media,
  memberId: maybe(memberId),
  isScheduled: maybe(fc.boolean()),
})
const post = fc.record({ channelId: anyId, messageId: anyId })
const link = maybe(fc.oneof(fc.record({ label: anyWords, post }), fc.record({ label: anyWords, channel: anyId })))
const channel = fc.oneof(anyWords, fc.constant('C123'))

const head: fc.Arbitrary<HeadView> = fc.record({
  status: fc.constantFrom('new', 'open', 'pending', 'solved', 'closed'),
  assigneeId: maybe(memberId),
  tags: fc.oneof(fc.array(anyWords, { maxLength: 6 }), fc.array(anyShortWords, { minLength: 200, maxLength: 200 })),
  subject: maybe(anyWords),
  priority: maybe(fc.constantFrom('low', 'normal', 'high', 'urgent')),
  consent: maybe(fc.constantFrom('held', 'opted-out')),
  isBlocked: fc.boolean(),
  directChannel: maybe(fc.constantFrom('C77', '', '<!here>')),
  buttons: anyButtons,
  menu: anyMenu,
})

/** Any view at all. A new kind of view that has none here does not compile. */
export const anyView: fc.Arbitrary<PostView> = anyOf<PostView>({
  root: fc.record({ type: fc.constant('root'), contact, lineName: anyWords, message, head }),
  message: fc.record({ type: fc.constant('message'), contact, message }),
  notification: fc.record({
    type: fc.constant('notification'),
    conversationId: anyId,
    contact,
    lineName: anyWords,
    message,
    waitingSince: anyMoment,
    assigneeId: maybe(memberId),
    thread: post,
  }),
  dashboard: fc.record({
    type: fc.constant('dashboard'),
    buttons: anyButtons,
    lines: fc.oneof(
      fc.array(fc.record({ id: anyId, name: anyWords, channel }), { maxLength: 5 }),
      fc.array(fc.record({ id: anyId, name: anyShortWords, channel: anyShortWords }), {
        minLength: 41,
        maxLength: 200,
      }),
    ),
  }),
  failure: fc.record({
    type: fc.constant('failure'),
    contact,
    text: anyWords,
    reason: anyWords,
    nextStep: anyWords,
    buttons: anyButtons,
  }),
  unsure: fc.record({ type: fc.constant('unsure'), messageId: anyId, contact, text: anyWords }),
  ask: fc.record({ type: fc.constant('ask'), messageId: anyId, contact, text: anyWords }),
  consent: fc.record({
    type: fc.constant('consent'),
    conversationId: anyId,
    contact,
    state: fc.constantFrom('open', 'held', 'opted-out'),
    text: anyWords,
  }),
  notice: fc.record({ type: fc.constant('notice'), text: anyWords, memberId: maybe(memberId), link }),
  alert: fc.record({
    type: fc.constant('alert'),
    title: anyWords,
    text: anyWords,
    memberIds: maybe(fc.array(memberId, { maxLength: 80 })),
    link,
  }),
  panel: fc.record({
    type: fc.constant('panel'),
    summary: anyWords,
    items: fc.oneof(fc.array(anyPanelItem, { maxLength: 6 }), fc.array(anyPanelItem, { minLength: 45, maxLength: 70 })),
  }),
})
