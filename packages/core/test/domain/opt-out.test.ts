import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  helpKeywords,
  optInKeywords,
  optInKeywordsWhenOptedOut,
  optOutKeywords,
  readConsentWords,
} from '../../src/domain/opt-out.js'

const read = (text: string, isOptedOut = false): string => {
  const words = readConsentWords(text, isOptedOut)
  return words.type === 'none' ? 'none' : `${words.type} ${words.matcher}`
}

describe('a text that is nothing but a keyword decides by itself', () => {
  test.each([
    ['STOP', 'opt-out keyword:stop'],
    ['stop', 'opt-out keyword:stop'],
    [' Stop. ', 'opt-out keyword:stop'],
    ['“STOP”!!!', 'opt-out keyword:stop'],
    ["'stop'", 'opt-out keyword:stop'],
    ['S T O P', 'opt-out keyword:stop'],
    ['S.T.O.P.', 'opt-out keyword:stop'],
    ['stop stop STOP', 'opt-out keyword:stop'],
    ['ＳＴＯＰ', 'opt-out keyword:stop'],
    ['STOP 🛑', 'opt-out keyword:stop'],
    ['🛑🛑STOP❤️', 'opt-out keyword:stop'],
    ['st\u200bop\ufeff', 'opt-out keyword:stop'],
    ['\u202aSTOP\u202c', 'opt-out keyword:stop'],
    ['Stop all', 'opt-out keyword:stop-all'],
    ['STOPALL', 'opt-out keyword:stopall'],
    ['Unsubscribe', 'opt-out keyword:unsubscribe'],
    ['unsub', 'opt-out keyword:unsub'],
    ['Cancel', 'opt-out keyword:cancel'],
    ['END', 'opt-out keyword:end'],
    ['Quit.', 'opt-out keyword:quit'],
    ['revoke', 'opt-out keyword:revoke'],
    ['Opt out', 'opt-out keyword:opt-out'],
    ['opt-out', 'opt-out keyword:opt-out'],
    ['Opt\u2011Out', 'opt-out keyword:opt-out'],
    ['OPTOUT', 'opt-out keyword:optout'],
    ['arrêt', 'opt-out keyword:arret'],
    ['ARRE\u0302T', 'opt-out keyword:arret'],
    ['detener', 'opt-out keyword:detener'],
    ['parar', 'opt-out keyword:parar'],
    ['ferma', 'opt-out keyword:ferma'],
    ['Halt!', 'opt-out keyword:halt'],
    ['ОСТАНОВИТЬ', 'opt-out keyword:остановить'],
    ['Zatrzymaj', 'opt-out keyword:zatrzymaj'],
    ['START', 'opt-in keyword:start'],
    ['unstop', 'opt-in keyword:unstop'],
    ['HELP', 'help keyword:help'],
    ['help?', 'help keyword:help'],
    ['Info', 'help keyword:info'],
    ['hilfe', 'help keyword:hilfe'],
    ['AYUDA', 'help keyword:ayuda'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('everyday words reopen only a conversation that is closed', () => {
  test.each(['yes', 'YES!', 'Begin', 'resume', 'revert', 'Go'])('%s', (text) => {
    expect(read(text, false)).toBe('none')
    expect(read(text, true)).toMatch(/^opt-in keyword:/)
  })

  test.each(['yes please', 'go ahead', 'start over', 'Yes, I can come at 5'])('%s is not such a word', (text) => {
    expect(read(text, true)).toBe('none')
  })

  test('a closed contact can still stop again, start and ask for help', () => {
    expect([read('stop', true), read('start', true), read('help', true)]).toEqual([
      'opt-out keyword:stop',
      'opt-in keyword:start',
      'help keyword:help',
    ])
  })

  test('a phrase from a closed contact does not soften the opt-out into a hold', () => {
    expect([read('stop texting me', true), read('wrong number', true)]).toEqual(['none', 'none'])
  })
})

describe('a longer text that may ask for the same is held for a person', () => {
  test.each([
    ['stop texting me', 'stop-messages'],
    ['Please STOP sending me these messages!', 'stop-messages'],
    ['Stop with the texts', 'stop-messages'],
    ['can you quit messaging this phone', 'stop-messages'],
    ['stop calling me', 'stop-messages'],
    ['Cancel these text alerts', 'cancel-messages'],
    ['please stop', 'please-stop'],
    ['Can you please stop?', 'please-stop'],
    ['I told you already, please stop', 'please-stop'],
    ['stop please', 'please-stop'],
    ['STOP PLEASE, I am at work', 'please-stop'],
    ['I said stop', 'please-stop'],
    ['STOP NOW', 'stop-first'],
    ['stop it', 'stop-first'],
    ['Stop, thank you', 'stop-first'],
    ['Stop. Who is this?', 'stop-first'],
    ['Stop, I mean it, I have asked you three times now', 'stop-first'],
    ['stop it already please now', 'stop-first'],
    ['quit it', 'stop-first'],
    ['plz stop txting me', 'stop-messages'],
    ["Don't call me again", 'do-not-text'],
    ['take me of the list', 'take-me-off'],
    ['ya no quiero mensajes', 'spanish'],
    ['remove me', 'remove-me'],
    ['Remove my number from your system', 'remove-me'],
    ['please lose my number', 'remove-me'],
    ['take me off your list', 'take-me-off'],
    ['Take this number off the list please', 'take-me-off'],
    ['get me off your mailing list', 'take-me-off'],
    ['do not text', 'do-not-text'],
    ['Do not text this number again', 'do-not-text'],
    ["don't contact me", 'do-not-text'],
    ['Don’t ever message me again', 'do-not-text'],
    ['don´t text me', 'do-not-text'],
    ['I told you not to text me', 'do-not-text'],
    ["I don't want any of these texts", 'do-not-text'],
    ['i dont want to be contacted', 'do-not-text'],
    ['I do not want you to text me', 'do-not-text'],
    ['No more messages', 'no-more-messages'],
    ['wrong number', 'wrong-number'],
    ['Sorry, I think you have the wrong person', 'wrong-number'],
    ['unsubscribe me', 'unsubscribe'],
    ['How do I unsubscribe?', 'unsubscribe'],
    ['un-subscribe', 'unsubscribe'],
    ['unsuscribe', 'unsubscribe'],
    ['please opt me out', 'opt-out'],
    ['I want to opt-out of this', 'opt-out'],
    ['leave me alone', 'leave-me-alone'],
    ['Leave us the hell alone', 'leave-me-alone'],
    ['go away', 'go-away'],
    ['No thanks, not interested', 'not-interested'],
    ['I revoke my consent', 'revoke-consent'],
    ['I do not consent to this', 'revoke-consent'],
    ['I will report you', 'reporting'],
    ['This is spam', 'reporting'],
    ['stpo', 'misspelt-stop'],
    ['STOPP', 'misspelt-stop'],
    ['stop2quit', 'misspelt-stop'],
    ['No Mas', 'no-mas'],
    ['no más por favor', 'no-mas'],
    ['Baja', 'spanish'],
    ['dejen de escribirme', 'spanish'],
    ['número equivocado', 'spanish'],
    ['Arrêtez de m’écrire', 'french'],
    ['ne m’écrivez plus', 'french'],
    ['Ne me contactez plus', 'french'],
    ['abmelden', 'german'],
    ['Bitte hören Sie auf', 'german'],
    ['Bitte keine weiteren SMS', 'german'],
    ['Falsche Nummer', 'german'],
    ['Non scrivetemi più', 'italian'],
    ['SAIR', 'portuguese'],
    ['Número errado', 'portuguese'],
    ['afmelden', 'dutch'],
    ['verkeerd nummer', 'dutch'],
  ])('%s', (text, slug) => {
    expect(read(text)).toBe(`hold phrase:${slug}`)
  })
})

describe('ordinary texts stay ordinary', () => {
  test.each([
    '',
    ' ',
    '👍',
    'yes',
    'cancel my visit',
    'Cancel my appointment on Friday please',
    'please cancel',
    "I'll stop by at 5",
    "I'll stop by, text me when it's ready",
    'please stop by tomorrow',
    'Can you stop by?',
    'stop by the shop',
    'Please stop the delivery',
    "don't stop",
    'I quit smoking, text me the program',
    'the stop sign is broken',
    'We will stop in on Monday and bring the sms printout',
    'Where is the bus stop?',
    'Is this a nonstop flight?',
    'end of the month',
    'the end',
    'At the end we paid',
    'I quit my job',
    'Can we start at 9?',
    'help me please',
    'I need help with my order',
    'Could you send me some info?',
    'go ahead',
    'You never text me back',
    "Why don't you text me the address",
    "if you don't message me I'll come by",
    'Do not text and drive',
    "I don't want to text you my card number",
    "Please don't call, text me instead",
    "don't send me the blue one, send the red",
    'we got the wrong number of chairs',
    'Did I leave my bag there?',
    'I am not interested in the blue one but the red looks good',
    'Remove the second item from the order',
    'Take 10 dollars off',
    'I was off sick',
    'Is the pool halted?',
    'Text me when you stop',
    'The messages arrived, thanks',
    'No more than 5 please',
    'Call me at 415 555 0123',
    'Ist das die richtige Nummer?',
  ])('%s', (text) => {
    expect(read(text)).toBe('none')
  })
})

const keywords = [...optOutKeywords, ...optInKeywords, ...optInKeywordsWhenOptedOut, ...helpKeywords]
const samples = [
  ...keywords,
  'stop texting me',
  'take me off your list',
  'cancel my visit',
  "i'll stop by at 5",
  'no más',
]

test('no keyword is in two lists, and none is also a phrase', () => {
  expect(new Set(keywords).size).toBe(keywords.length)
  for (const word of keywords) expect(read(word, true)).toMatch(/^(?:opt-out|opt-in|help) keyword:/)
})

const decoration = fc.string({
  unit: fc.constantFrom(' ', '\n', '.', '!', '?', '"', '”', '(', '*', '-', '…', '🛑', '👍🏽', '❤️', '\u200b', '\u00a0'),
  maxLength: 6,
})
const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\u00a0', '-', ',', '…'), minLength: 1, maxLength: 4 })

test('case, spacing, punctuation and emoji do not change the outcome', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.boolean(),
      decoration,
      space,
      decoration,
      fc.boolean(),
      (text, isUpper, before, between, after, isOptedOut) => {
        const spaced = text.split(' ').join(between)
        const decorated = before + (isUpper ? spaced.toUpperCase() : spaced) + after
        expect(read(decorated, isOptedOut)).toBe(read(text, isOptedOut))
      },
    ),
    { numRuns: 2000 },
  )
})

test('another word beside a keyword never decides by itself', () => {
  const word = fc.constantFrom('my', 'order', 'tomorrow', 'visit', 'please', 'the', 'me', 'texting', 'list')
  fc.assert(
    fc.property(
      fc.constantFrom(...keywords),
      word,
      fc.boolean(),
      fc.boolean(),
      (keyword, other, isFirst, isOptedOut) => {
        const text = isFirst ? `${keyword} ${other}` : `${other} ${keyword}`
        expect(['none', 'hold']).toContain(readConsentWords(text, isOptedOut).type)
      },
    ),
  )
})

test('nothing throws and long texts are read at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.boolean(), (text, isOptedOut) => {
      expect(readConsentWords(text, isOptedOut).type).toMatch(/^(?:none|hold|help|opt-in|opt-out)$/)
    }),
  )
  expect(read('please stop and '.repeat(2000))).toBe('none')
  expect(read('please '.repeat(5000))).toBe('none')
})
