import { problemOfBusinessHours, type BusinessHours } from './business-hours.js'
import { isZone } from './contact-details.js'
import { fillOpenTime } from './next-open-time.js'
import { fill, sentenceOf } from './template.js'
import { problemOfRules, type KeywordRule } from './keyword-rule.js'

/** What a line answers by itself. */
export interface LineAutomationSettings {
  /** IANA time zone in which its business hours are meant, such as `America/Chicago`. */
  readonly zone: string
  /** When people answer; `always` for around the clock. */
  readonly businessHours: BusinessHours | 'always'
  /** Texted to whoever writes for the first time, with the variables of templates; empty for nothing. */
  readonly firstMessageReply: string
  /** Texted outside of business hours; `{{next_open_time}}` is when they begin again. Empty for nothing. */
  readonly afterHoursReply: string
  /** Milliseconds in which a contact gets no second after-hours reply. */
  readonly afterHoursCooldownMs: number
  /** Milliseconds after a teammate's answer in which no after-hours reply is given: somebody is there. */
  readonly activeAfterReplyMs: number
  /** What is done about texts with certain words. The first one that matches counts. */
  readonly keywordRules: readonly KeywordRule[]
}

export const lineAutomationDefaults: LineAutomationSettings = {
  zone: 'UTC',
  businessHours: 'always',
  firstMessageReply: '',
  afterHoursReply: '',
  afterHoursCooldownMs: 4 * 60 * 60_000,
  activeAfterReplyMs: 30 * 60_000,
  keywordRules: [],
}

/** Longest text that is sent by itself, in UTF-16 units: three parts of plain characters. */
export const longestAutomaticText = 459

/** What is wrong with them, in words that go on from "the line", or `undefined`. */
export function problemOfAutomations(settings: LineAutomationSettings): string | undefined {
  const { activeAfterReplyMs, afterHoursCooldownMs, businessHours, keywordRules, zone } = settings
  if (!isZone(zone)) return `needs a time zone such as America/Chicago instead of “${zone}”`
  if (!(afterHoursCooldownMs >= 0)) return 'needs 0 milliseconds or more between after-hours replies'
  if (!(activeAfterReplyMs >= 0)) return 'needs 0 milliseconds or more for which somebody counts as active'
  const hours = businessHours === 'always' ? undefined : problemOfBusinessHours(businessHours)
  return hours ?? problemOfRules(keywordRules) ?? problemOfTexts(settings)
}

function problemOfTexts({
  afterHoursReply,
  firstMessageReply,
  keywordRules,
}: LineAutomationSettings): string | undefined {
  const replies = keywordRules.flatMap(({ reply }) => reply ?? [])
  const texts = [firstMessageReply, afterHoursReply, ...replies]
  if (texts.some((text) => text.length > longestAutomaticText))
    return `takes at most ${longestAutomaticText} characters for what it texts by itself`
  const fillable = [firstMessageReply, fillOpenTime(afterHoursReply, '-'), ...replies]
  return fillable.map(problemOfFilling).find((problem) => problem !== undefined)
}

/** Of a contact nothing but the number is certain: for the rest the text has to say what stands in. */
function problemOfFilling(text: string): string | undefined {
  const result = fill(text, { 'contact.number': '-', 'line.name': '-', 'line.number': '-' })
  if (result.type === 'filled') return undefined
  return `cannot fill what it texts by itself: ${sentenceOf(result.problems).replace(/\.$/, '')}`
}
