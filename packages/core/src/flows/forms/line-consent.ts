import { amountField, textField, wordsField } from './line-field.js'
import { lineForm } from './line-form.js'

const reply = { isLong: true, isOptional: true, maxLength: 320 } as const

/** What is said about consent, and whom the line texts at all. */
export const consentSettings = lineForm(
  'line-consent',
  '⚖️ Consent and limits',
  [
    textField('optOutReply', { label: 'Confirms STOP', hint: 'Empty: nothing is sent.', ...reply }),
    textField('optInReply', { label: 'Answers START', ...reply }),
    textField('helpReply', { label: 'Answers HELP', ...reply }),
    textField('firstContactFooter', {
      label: 'Added to the first text to somebody who never wrote',
      hint: 'Such as: Reply STOP to opt out. Empty: nothing.',
      ...reply,
    }),
    wordsField('countries', {
      label: 'Countries whose numbers are texted',
      hint: 'Two letters each, such as US, CA; * for any. Whoever wrote can be answered anyway. Empty: the line’s own.',
      clean: (word) => word.toUpperCase(),
    }),
    amountField('dailyTextsPerContact', {
      label: 'Most texts to one contact in a day',
      hint: 'Empty: any number.',
      unit: 'texts',
      most: 10_000,
      isOptional: true,
    }),
    amountField('dailyTexts', {
      label: 'Most texts from the line in a day',
      hint: 'A day by UTC. Empty: any number.',
      unit: 'texts',
      most: 10_000_000,
      isOptional: true,
    }),
  ],
  'Where the provider answers STOP, START and HELP itself, its own words are sent instead. {line} is the line’s name.',
)
