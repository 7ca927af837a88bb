import { parseArgs } from 'node:util'
import { diagnose } from '../doctor/diagnose.js'
import type { Finding } from '../doctor/finding.js'
import { print } from '../terminal.js'
import type { Command } from './command.js'

const help = `Looks at everything that a desk stands on and says in one sentence each what is right (✓), what is wrong and how to
mend it (✗), and what cannot be told from here (–). Nothing is changed, nobody is texted, no secret is shown.

  --json  one object, with ok and the findings

Exit codes: 0 nothing is wrong, 1 something is.`

const signs: Readonly<Record<Finding['mark'], string>> = { right: '✓', wrong: '✗', unknown: '–' }

/** `threadline doctor` */
export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  summary: 'says what is wrong with a desk, and how to mend it',
  help,
  async run(words, terminal) {
    const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } })
    const findings = await diagnose(terminal.env, () => new Date())
    const ok = findings.every(({ mark }) => mark !== 'wrong')
    if (values.json) print(terminal, JSON.stringify({ ok, findings }, undefined, 2))
    else
      for (const { check, mark, sentence } of findings)
        print(terminal, `${signs[mark]} ${check.padEnd(20)} ${sentence}`)
    return ok ? 0 : 1
  },
}
