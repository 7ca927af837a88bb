import { fakeClock } from '@threadline/core/testing'
import { openSandboxDesk } from './sandbox-desk.js'
import { tour } from './tour.js'

const isJson = process.argv.includes('--json')
const clock = fakeClock()
const desk = await openSandboxDesk({ port: 0, clock })
let failures = 0

for await (const step of tour(desk, clock)) {
  if (!step.ok) failures += 1
  const line = isJson ? JSON.stringify(step) : `${step.ok ? '✓' : '✗'} ${step.step}\n    ${step.seen}`
  process.stdout.write(`${line}\n`)
}
await desk.stop()
process.exitCode = failures > 0 ? 1 : 0
