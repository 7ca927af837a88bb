import { describe, expect, test } from 'vitest'
import { plainTextFromSlack } from '../../src/text/index.js'
import { names } from './names.js'

const read = (text: string): string => plainTextFromSlack({ text }, names)

describe('mrkdwn reads as a person meant it', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['entities are decoded once', 'a &amp;amp; b &amp;lt; c', 'a &amp; b &lt; c'],
    ['only three entities exist', '&quot;&nbsp;&#39;', '&quot;&nbsp;&#39;'],
    ['an escaped command stays the characters it is', '&lt;!channel&gt; &lt;@U1&gt;', '<!channel> <@U1>'],
    ['a known user', 'hi <@U1>', 'hi @Ana'],
    ['a known user, whatever the label says', 'hi <@U1|ana.b>', 'hi @Ana'],
    ['an unknown user with a label', 'hi <@U2|ben>', 'hi @ben'],
    ['an unknown user', 'hi <@W2>', 'hi @someone'],
    ['a known channel', 'see <#C1|old-name>', 'see #sales'],
    ['an unknown channel with a label', 'see <#C2|team>', 'see #team'],
    ['a private channel has an empty label', 'see <#C2|>', 'see #channel'],
    ['a group', '<!subteam^S1|@old> <!subteam^S2|@them> <!subteam^S3>', '@crew @them @someone'],
    ['broadcasts', '<!here|here> <!channel> <!everyone|@everyone>', '@here @channel @everyone'],
    ['a date is its fallback', 'at <!date^1392734382^{time}|6:39 AM PST>', 'at 6:39 AM PST'],
    ['a date that links', '<!date^1392734382^{date}^https://example.com/|Feb 18>', 'Feb 18 (https://example.com/)'],
    ['a date without a fallback is in UTC', '<!date^1795446240^{time}>', '2026-11-23 15:04 UTC'],
    ['a command that is not known shows its label', '<!new^1|something> <!newer>', 'something <!newer>'],
    ['a link', '<https://example.com/?a=1&amp;b=2>', 'https://example.com/?a=1&b=2'],
    ['an address Slack found by itself', '<http://example.com|example.com>', 'example.com'],
    [
      'a link with a label of its own',
      '<https://example.com|our &lt;site&gt; :tada:>',
      'our <site> 🎉 (https://example.com)',
    ],
    ['a mail address', '<mailto:ana@example.com|ana@example.com>', 'ana@example.com'],
    ['a mail address under a name', '<mailto:ana@example.com|Ana>', 'Ana (ana@example.com)'],
    ['a phone number', '<tel:+14155550123|(415) 555-0123>', '(415) 555-0123'],
    ['a phone number alone', '<tel:+14155550123>', '+14155550123'],
    [
      'another number behind the label is not hidden',
      '<tel:+14155550199|(415) 555-0123>',
      '(415) 555-0123 (+14155550199)',
    ],
    ['brackets around nothing known stay', 'a <3> b <> c <foo bar>', 'a <3> b <> c <foo bar>'],
    ['emoji', ':wave: :+1: :flag-us: :heart:', '👋 👍 🇺🇸 ❤️'],
    ['emoji with skin tones', ':wave::skin-tone-3: :male-cook::skin-tone-6:', '👋🏼 👨🏿‍🍳'],
    ['a skin tone takes the place of the variation selector', ':sleuth_or_spy::skin-tone-2:', '🕵🏻'],
    ['what has no skin takes no tone', ':x::skin-tone-2:', '❌'],
    [
      'emoji of the workspace keep their names',
      ':party-parrot: :party-parrot::skin-tone-2: :wave',
      ':party-parrot: :party-parrot::skin-tone-2: :wave',
    ],
    ['emoji after a name that is not known', ':nope:wave:', ':nope👋'],
    ['a time is not an emoji', '12:100:30', '12:100:30'],
    ['a word against an emoji', 'hello:wave:', 'hello👋'],
    ['formatting goes', '*bold* _italic_ ~gone~ `code`', 'bold italic gone code'],
    ['formatting within formatting goes', '*_both_* _*~all~*_', 'both all'],
    ['formatting around a mention goes', '*<@U1>*, _<https://example.com>_', '@Ana, https://example.com'],
    ['formatting around an emoji goes', '*:wave:*', '👋'],
    ['marks inside words stay', 'a*b*c snake_case_name 2*3*4', 'a*b*c snake_case_name 2*3*4'],
    ['marks around marks of their kind stay', '*2*3* _a_b_', '*2*3* _a_b_'],
    ['a mark that does not pair leaves the next one free', '*not *bold*', '*not bold'],
    ['marks beside spaces stay', '* not bold * and _ not _', '* not bold * and _ not _'],
    ['doubled marks stay', '**no** __init__', '**no** __init__'],
    ['marks on two lines stay', '*a\nb*', '*a\nb*'],
    ['a mark alone stays', '~5 minutes, *maybe', '~5 minutes, *maybe'],
    ['code is left alone', '`*a* :wave: &lt;b&gt;`', '*a* :wave: <b>'],
    ['a code block is left alone', '```\n*a*\n  :wave:```', '*a*\n  :wave:'],
    ['a link in code is still a link', '`<https://example.com>`', 'https://example.com'],
    ['a quote keeps its sign', '&gt; *quoted*\nanswer', '> quoted\nanswer'],
    ['a quote without a space keeps its sign', '&gt;*quoted*', '>quoted'],
    ['the sign that stands for a link inside may also be typed', '\uFFFC <@U1> \uFFFC', '\uFFFC @Ana \uFFFC'],
    ['empty lines around it go', '\n\nhi\n\n', 'hi'],
  ]
  test.each(cases)('%s', (_name, text, expected) => expect(read(text)).toBe(expected))
})
