/**
 * Emoji the simulated workspace knows, by Slack's names. Real Slack knows about 1,900: a name that is not here is refused,
 * which is stricter than Slack and never more lenient.
 */
const table = `
  heavy_check_mark ✔  white_check_mark ✅  ballot_box_with_check ☑  x ❌  no_entry ⛔  no_entry_sign 🚫
  warning ⚠  bangbang ‼  exclamation ❗  question ❓  vibration_mode 📳  iphone 📱  calling 📲  phone ☎
  telephone_receiver 📞  speech_balloon 💬  left_speech_bubble 🗨  thought_balloon 💭  hourglass ⌛
  hourglass_flowing_sand ⏳  watch ⌚  alarm_clock ⏰  clock3 🕒  calendar 📆  date 📅  bell 🔔
  no_bell 🔕  eyes 👀  +1 👍  thumbsup 👍  -1 👎  thumbsdown 👎  ok_hand 👌  wave 👋  raised_hands 🙌
  clap 👏  pray 🙏  muscle 💪  point_up ☝  point_right 👉  point_left 👈  point_down 👇  v ✌  fist ✊
  handshake 🤝  crossed_fingers 🤞  heart ❤  broken_heart 💔  yellow_heart 💛  green_heart 💚
  blue_heart 💙  purple_heart 💜  sparkling_heart 💖  two_hearts 💕  tada 🎉  confetti_ball 🎊  balloon 🎈
  gift 🎁  sparkles ✨  star ⭐  star2 🌟  zap ⚡  fire 🔥  boom 💥  100 💯  rocket 🚀  airplane ✈  car 🚗
  bus 🚌  bike 🚲  house 🏠  office 🏢  hospital 🏥  bank 🏦  school 🏫  hotel 🏨  smile 😄  smiley 😃
  grinning 😀  grin 😁  laughing 😆  joy 😂  rolling_on_the_floor_laughing 🤣  wink 😉  blush 😊
  innocent 😇  slightly_smiling_face 🙂  upside_down_face 🙃  relaxed ☺  yum 😋  relieved 😌
  heart_eyes 😍  kissing_heart 😘  thinking_face 🤔  neutral_face 😐  expressionless 😑  no_mouth 😶
  smirk 😏  unamused 😒  grimacing 😬  lying_face 🤥  sleepy 😪  sleeping 😴  mask 😷  sunglasses 😎
  nerd_face 🤓  confused 😕  worried 😟  frowning 😦  open_mouth 😮  hushed 😯  astonished 😲  flushed 😳
  cry 😢  sob 😭  scream 😱  weary 😩  tired_face 😫  triumph 😤  rage 😡  angry 😠  skull 💀  ghost 👻
  robot_face 🤖  see_no_evil 🙈  dog 🐶  cat 🐱  mouse 🐭  rabbit 🐰  bear 🐻  panda_face 🐼  tiger 🐯
  lion_face 🦁  cow 🐮  pig 🐷  frog 🐸  monkey 🐒  chicken 🐔  penguin 🐧  bird 🐦  fish 🐟  whale 🐳
  octopus 🐙  bug 🐛  bee 🐝  turtle 🐢  snake 🐍  four_leaf_clover 🍀  herb 🌿  cactus 🌵  palm_tree 🌴
  rose 🌹  sunflower 🌻  blossom 🌼  apple 🍎  green_apple 🍏  banana 🍌  strawberry 🍓  watermelon 🍉
  grapes 🍇  lemon 🍋  peach 🍑  cherries 🍒  pizza 🍕  hamburger 🍔  fries 🍟  taco 🌮  sushi 🍣  cake 🍰
  birthday 🎂  coffee ☕  tea 🍵  beer 🍺  beers 🍻  wine_glass 🍷  cocktail 🍸  sunny ☀  cloud ☁
  rain_cloud 🌧  snowflake ❄  umbrella ☂  rainbow 🌈  ocean 🌊  earth_americas 🌎
  globe_with_meridians 🌐  moon 🌔  full_moon 🌕  soccer ⚽  basketball 🏀  football 🏈  baseball ⚾
  tennis 🎾  trophy 🏆  medal 🎖  dart 🎯  game_die 🎲  musical_note 🎵  notes 🎶  headphones 🎧
  microphone 🎤  camera 📷  tv 📺  computer 💻  keyboard ⌨  printer 🖨  bulb 💡  flashlight 🔦
  book 📖  books 📚  memo 📝  pencil2 ✏  pencil 📝  newspaper 📰  email ✉  envelope ✉
  incoming_envelope 📨  inbox_tray 📥  outbox_tray 📤  package 📦  mailbox 📫  paperclip 📎  pushpin 📌
  round_pushpin 📍  link 🔗  lock 🔒  unlock 🔓  key 🔑  mag 🔍  gear ⚙  wrench 🔧  hammer 🔨
  scissors ✂  moneybag 💰  dollar 💵  credit_card 💳  chart_with_upwards_trend 📈
  chart_with_downwards_trend 📉  bar_chart 📊  clipboard 📋  card_index 📇  file_folder 📁
  wastebasket 🗑  arrow_right ➡  arrow_left ⬅  arrow_up ⬆  arrow_down ⬇  arrows_counterclockwise 🔄
  repeat 🔁  recycle ♻  heavy_plus_sign ➕  heavy_minus_sign ➖  red_circle 🔴  large_blue_circle 🔵
  white_circle ⚪  black_circle ⚫  information_source ℹ  sos 🆘  cricket 🦗  satellite_antenna 📡
  us 🇺🇸  uk 🇬🇧  de 🇩🇪  fr 🇫🇷  jp 🇯🇵  family 👪  man 👨  woman 👩  boy 👦  girl 👧  baby 👶
  cop 👮  santa 🎅  ring 💍  crown 👑  eyeglasses 👓  dress 👗  shoe 👞`

const entries = table
  .trim()
  .split(/\s{2,}/)
  .map((entry) => entry.split(' ') as [string, string])

const charactersByName: ReadonlyMap<string, string> = new Map(entries)
const nameByCharacters: ReadonlyMap<string, string> = new Map(
  [...entries].reverse().map(([name, characters]) => [characters, name]),
)

/** The characters of an emoji name, without the variation selector; `undefined` when it is not known. */
export function emojiNamed(name: string): string | undefined {
  return charactersByName.get(name)
}

/** Whether something is a name at all, known or not. */
export function isEmojiName(name: string): boolean {
  return /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)
}

/**
 * The code points of an emoji in hexadecimal, dash-joined, as a rich text element gives them: with the variation
 * selector where the character alone would be drawn as text.
 */
export function codePointsOf(characters: string): string {
  const bare = characters.replaceAll('\uFE0F', '')
  const needsSelector = /^.$/u.test(bare) && !/^\p{Emoji_Presentation}/u.test(bare)
  const full = needsSelector ? `${bare}\uFE0F` : bare
  return Array.from(full, (character) => character.codePointAt(0)?.toString(16).padStart(4, '0')).join('-')
}

/** Writes emoji characters as `:name:`, as Slack does with the `text` of every message. */
export function withEmojiNames(text: string): string {
  return text.replace(emojiPattern, (found) => shortcodeOf(found))
}

/** `:wave:` or `:wave::skin-tone-4:` for characters found by {@link emojiPattern}. */
export function shortcodeOf(found: string): string {
  const tone = toneOf(found)
  return `:${nameOf(found)}:${tone === undefined ? '' : `:skin-tone-${tone}:`}`
}

/** The name of emoji characters found by {@link emojiPattern}. */
export function nameOf(found: string): string {
  return nameByCharacters.get(found.replace(/\uFE0F|\p{Emoji_Modifier}/gu, '')) ?? ''
}

/** Skin tone, 2 to 6, of emoji characters. */
export function toneOf(found: string): number | undefined {
  const tone = /\p{Emoji_Modifier}/u.exec(found)?.[0].codePointAt(0)
  return tone === undefined ? undefined : tone - 0x1f3fb + 2
}

/** Finds the emoji characters known here, with variation selector or skin tone. Joined sequences stay as they are. */
export const emojiPattern: RegExp = new RegExp(
  `(?<!\u200D)(?:${[...nameByCharacters.keys()].sort((a, b) => b.length - a.length).join('|')})` +
    '\uFE0F?[\u{1F3FB}-\u{1F3FF}]?(?!\u200D)',
  'gu',
)
