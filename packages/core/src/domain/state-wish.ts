/** What a member can ask for by a reaction or a word: to look after a conversation, or to change its status. */
export type StateWish = 'claim' | 'close' | 'reopen'

/** What an emoji on a message of a conversation asks for; nothing for all others. Skin tones do not matter. */
export function readReaction(emoji: string): StateWish | undefined {
  switch (emoji.replaceAll(/[\p{Emoji_Modifier}\uFE0F]/gu, '')) {
    case '👀':
      return 'claim'
    case '✅':
      return 'close'
    default:
      return undefined
  }
}
