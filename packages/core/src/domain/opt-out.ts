/** What a contact's words ask about consent, and the rule that read it so (`keyword:stop`, `phrase:take-me-off`). */
export type ConsentWords =
  | { readonly type: 'none' }
  | { readonly type: 'opt-out' | 'opt-in' | 'help'; readonly matcher: string }
  | { readonly type: 'hold'; readonly matcher: string }

/**
 * Reads an inbound text for words about consent.
 *
 * A text that is nothing but a keyword decides by itself, whatever its case, spacing, punctuation or emoji. A longer
 * text that may ask for the same (`hold`) is for a person to decide: an honest request counts in any wording, and
 * "cancel my visit" is not one. https://www.ecfr.gov/current/title-47/section-64.1200
 *
 * @param isOptedOut - Whether the contact is opted out now. Ordinary words such as "yes" reopen only then, and phrases
 * say nothing new then.
 */
export function readConsentWords(text: string, isOptedOut: boolean): ConsentWords {
  const words = plainWords(text)
  const keyword = keywordOf(words)
  const matcher = `keyword:${keyword.replaceAll(' ', '-')}`
  if (optOutSet.has(keyword)) return { type: 'opt-out', matcher }
  if (optInSet.has(keyword) || (isOptedOut && optInIfClosedSet.has(keyword))) return { type: 'opt-in', matcher }
  if (helpSet.has(keyword)) return { type: 'help', matcher }
  const phrase = isOptedOut ? undefined : phrases.find(({ pattern }) => pattern.test(words))
  return phrase === undefined ? { type: 'none' } : { type: 'hold', matcher: `phrase:${phrase.slug}` }
}

/** Words that close a conversation when they are the whole text: those of the law and of every provider together. */
export const optOutKeywords: readonly string[] = [
  'stop',
  'stop all',
  'stopall',
  'unsubscribe',
  'unsub',
  'cancel',
  'end',
  'quit',
  'revoke',
  'opt out',
  'optout',
  'arret',
  'arrêt',
  'detener',
  'parar',
  'ferma',
  'halt',
  'остановить',
  'zatrzymaj',
]

/** Words that reopen a conversation when they are the whole text. */
export const optInKeywords: readonly string[] = ['start', 'unstop']

/** Everyday words that providers take for an opt-in; they mean it only from a contact who is opted out. */
export const optInKeywordsWhenOptedOut: readonly string[] = ['yes', 'begin', 'resume', 'revert', 'go']

/** Words that ask who is writing, when they are the whole text. */
export const helpKeywords: readonly string[] = ['help', 'info', 'aide', 'hulp', 'hilfe', 'ayuda', 'ajuda', 'aiuto']

const optOutSet = setOf(optOutKeywords)
const optInSet = setOf(optInKeywords)
const optInIfClosedSet = setOf(optInKeywordsWhenOptedOut)
const helpSet = setOf(helpKeywords)

/** A rule's pattern reads plain words: lower case, without accents, apostrophes or punctuation. */
interface PhraseRule {
  readonly slug: string
  readonly pattern: RegExp
}

const upTo = (count: number): string => `(?:\\S+ ){0,${count}}`
const opening = '(?:(?:please|pls|plz|just|now|ok|okay|hey|hi|hello|no|i said|can|could|would|will|you|u|and|so) )*'
const messages =
  '(?:texts|texting|text (?:message|alert)s?|messages|messaging|msgs|sms|spam|spamming|alerts|notifications)'
const contacting =
  '(?:texting|txting|messaging|contacting|calling|sending|writing|spamming|bothering|harassing|bugging|annoying)'
const contact = '(?:text|txt|message|msg|contact|sms|write|bother|spam|disturb|harass|bug)'
const number = '(?:(?:my|this) (?:(?:cell|mobile|phone) )?number)'
/** "Stop by", "stop at" and the like are about places. */
const place = '(?:by|at|in|over|off|on|for|near|there|here|and|or|sign|light|when|before|after|if|working|watch)'
/** "You never text me back" and "why don't you text me" want the opposite of an opt-out. */
const order = '(?:(?<!\\b(?:why|you|they|we|i|he|she|people) )(?:do not|dont|never|no longer)|\\bnot to)'

/** The first rule that fits gives its name to the evidence. */
const phrases: readonly PhraseRule[] = [
  rule('unsubscribe', `\\b(?:un ?subscribe|unsub|unsuscribe|unsubcribe|unsubsribe|unsubscibe|unsubscrib)\\b`),
  rule('opt-out', `\\bopt (?:me |us |this number )?out\\b`, '\\boptout\\b'),
  rule('stop-messages', `\\b(?:stop|quit|cease|halt) (?!${place} )${upTo(3)}(?:${contacting}|${messages})\\b`),
  rule('cancel-messages', `\\b(?:cancel|end) ${upTo(3)}${messages}\\b`),
  rule(
    'do-not-text',
    `\\b${order} (?:ever |please |you ever |you dare )?${contact}(?: (?:me|us|this|my|here|again|any ?more)\\b(?! back)|$)`,
    `\\b(?:do not|dont) (?:ever |please )?(?:want|send) ${upTo(5)}${messages}\\b`,
    '\\b(?:do not|dont) want to (?:hear from|be (?:texted|messaged|contacted|bothered))\\b',
    `\\b(?:do not|dont) want \\S+ to ${contact}\\b`,
    `^${opening}(?:do not|dont|never) (?:ever )?call (?:me|us|this number)(?: again| any ?more| ever| please)?$`,
  ),
  rule('no-more-messages', `\\bno more ${upTo(1)}${messages}\\b`),
  rule('remove-me', '\\b(?:remove|delete|erase) (?:me|us|my (?:phone|name|contact|info|details|data))\\b'),
  rule('remove-me', `\\b(?:remove|delete|erase|lose) ${number}\\b`),
  rule(
    'take-me-off',
    `\\b(?:take|get) (?:me|us|my name|${number}) (?:off|of (?:the|your|this))\\b`,
    '\\boff (?:of )?your (?:\\S+ )?list\\b',
  ),
  rule('wrong-number', '\\bwrong (?:number(?! of\\b)|person|phone|guy|lady)\\b'),
  rule('leave-me-alone', '\\bleave (?:me|us) (?:the \\S+ )?alone\\b'),
  rule('go-away', `^${opening}(?:go away|get lost)$`, '\\b(?:fuck|piss|f) off\\b'),
  rule(
    'not-interested',
    '^(?:(?:i am|im|we are|were|sorry|thanks|no|still) )*not interested(?: thanks| thank you| sorry)?$',
  ),
  rule('revoke-consent', '\\b(?:revoke|withdraw|do not|dont) (?:\\S+ )?consent\\b'),
  rule('reporting', '\\b(?:report|block)(?:ed|ing)? (?:you|(?:this|your) number)\\b', '\\bthis is spam\\b'),
  rule('please-stop', `^${opening}stop$`, '\\b(?:please|pls|plz) stop$', `^${opening}stop (?:please|pls|plz)\\b`),
  rule(
    'stop-first',
    `^${opening}stop (?!(?:${place}|the)\\b)\\S+(?: \\S+){0,2}$`,
    `^${opening}(?:stop|quit) (?:i|im|ive|it|we|you|your|who|what|why)\\b`,
  ),
  rule('misspelt-stop', '^(?:stpo|sotp|stp|stopp|sopt|stope|stopit|stop2quit|stop2end|(?:txt|text|reply|send) stop)$'),
  rule('no-mas', '\\bno mas\\b'),
  rule(
    'spanish',
    '^(?:alto|baja|cancelar|basta|pare|paren)$',
    '\\b(?:dej(?:a|e|en) de|no me) (?:escrib|mand|envi|contact|llam|molest)',
    '\\bno quiero (?:\\S+ ){0,2}(?:mensajes|textos|sms)\\b',
    '\\bnumero equivocado\\b',
  ),
  rule(
    'french',
    '^(?:stopper|arrete|arretez|desabonner|desinscrire|desinscription)$',
    '\\barrete[rz]? (?:de |les |vos |l)',
    '\\bne m(?:e )?(?:ecri|contact|envoy|appel)',
    '\\bplus de (?:messages|sms|textos)\\b',
    '\\b(?:mauvais|faux) numero\\b',
  ),
  rule(
    'german',
    '^(?:abmelden|austragen|abbestellen|aufhoren)$',
    '\\bkeine (?:weiteren )?(?:sms|nachrichten)\\b',
    '\\bhor(?:en sie|t)? (?:bitte )?auf\\b',
    '\\bnicht mehr (?:an)?(?:schreiben|kontaktieren)\\b',
    '\\bfalsche nummer\\b',
  ),
  rule(
    'italian',
    '\\bbasta (?:messaggi|sms)\\b',
    '\\bnon (?:mi )?(?:scriv|contatt)(?:ete|er|at|et)',
    '\\bnumero sbagliato\\b',
  ),
  rule('portuguese', '^(?:sair|descadastrar)$', '\\bpar(?:e|em) de (?:envi|mand|escrev)', '\\bnumero errado\\b'),
  rule('dutch', '^(?:afmelden|uitschrijven|stoppen)$', '\\bgeen (?:berichten|sms)\\b', '\\bverkeerd nummer\\b'),
]

function rule(slug: string, ...patterns: readonly string[]): PhraseRule {
  return { slug, pattern: new RegExp(patterns.join('|'), 'u') }
}

/** "Stop stop" and "S T O P" say what "stop" says. */
function keywordOf(words: string): string {
  const all = words.split(' ')
  if (all.every((word) => word === all[0])) return all[0] ?? ''
  return all.every((word) => word.length === 1) ? all.join('') : words
}

/**
 * The letters and digits of a text as plain words: apostrophes dropped, compatibility forms folded, lower case,
 * accents of Latin, Greek and Cyrillic letters taken off, and everything else turned into single spaces.
 */
function plainWords(text: string): string {
  return text
    .replace(/['\u2018\u2019\u02bc\uff07`\u00b4]/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\ufe00-\ufe0f\p{Me}\p{Cf}]/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

function setOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(plainWords))
}
