import { describe, expect, it } from 'vitest'
import { lastDays } from '../../src/domain/days.js'
import { noTexts, type TextFigures } from '../../src/domain/figures.js'
import { weekItems, type WeekFigures } from '../../src/domain/week-view.js'

const labels = ['Mon  7', 'Tue  8', 'Wed  9', 'Thu 10', 'Fri 11', 'Sat 12', 'Sun 13', 'Today']
const day = (inbound: number, outbound: number, rest: Partial<TextFigures> = {}): TextFigures => ({
  ...noTexts,
  inbound,
  outbound,
  segments: outbound * 2,
  ...rest,
})
const week: WeekFigures = {
  zone: 'America/Chicago',
  labels,
  texts: [
    ...Array.from({ length: 7 }, () => day(10, 10)),
    day(10, 20),
    day(20, 40, { failed: { landline: 2 } }),
    day(0, 1),
    day(5, 5),
    day(5, 5),
    day(0, 0),
    day(9, 0),
    day(3, 1),
  ],
  answers: [
    { count: 9, medianMs: 600_000, p90Ms: 3_600_000 },
    { count: 8, medianMs: 300_000, p90Ms: 7_200_000 },
  ],
}

describe('the figures of the week', () => {
  it('are seen at a glance: first answers in words, the days as a picture, the rest against the week before', () => {
    const [heading, answers, picture, rest] = weekItems(week)
    expect(heading).toMatchObject({ type: 'heading', text: '📊 Seven days to yesterday' })
    expect(answers).toMatchObject({
      bold: 'First answer',
      text: 'Half had it within 5 minutes, nine in ten within 2 hours.\n🟢 faster than the week before: 10 minutes and 1 hour.',
    })
    expect(picture?.type === 'fixed' && picture.text.split('\n')).toEqual([
      '        in             out',
      'Mon  7  10 ██▌         20 █████',
      'Tue  8  20 █████       40 ██████████',
      'Wed  9   0              1 ▎',
      'Thu 10   5 █▎           5 █▎',
      'Fri 11   5 █▎           5 █▎',
      'Sat 12   0              0',
      'Sun 13   9 ██▎          0',
      'Today    3 ▊            1 ▎',
    ])
    expect(rest).toMatchObject({
      text: expect.stringMatching(
        /^49 in \(▼ 30 %\) · 71 out \(▲ 1 %\) · 142 parts \(▲ 1 %\) · 2 failed \(0 the week before\): 2 × /,
      ) as string,
    })
  })

  it('say in a word that there are none', () => {
    const nothing = { ...week, texts: week.texts.map(() => noTexts), answers: [{ count: 0 }, { count: 0 }] as const }
    expect(weekItems(nothing)).toHaveLength(2)
    const silent = { ...week, answers: nothing.answers }
    expect(weekItems(silent)[1]).toMatchObject({ text: 'Nobody who waited had an answer of a person.' })
  })
})

describe('days', () => {
  it.each([
    ['America/Chicago', '2030-03-11T12:00:00Z', ['2030-03-09T06:00', '2030-03-10T06:00', '2030-03-11T05:00']],
    ['Asia/Kolkata', '2030-01-08T20:00:00Z', ['2030-01-06T18:30', '2030-01-07T18:30', '2030-01-08T18:30']],
    ['Pacific/Auckland', '2030-01-08T10:59:00Z', ['2030-01-05T11:00', '2030-01-06T11:00', '2030-01-07T11:00']],
    ['UTC', '2030-01-08T00:00:00Z', ['2030-01-06T00:00', '2030-01-07T00:00', '2030-01-08T00:00']],
  ])('begin at midnight in %s, whatever the clocks do', (zone, now, starts) => {
    const days = lastDays(new Date(now), zone, 3)
    expect(days.map(({ startsAt }) => startsAt.toISOString().slice(0, 16))).toEqual(starts)
  })
})
