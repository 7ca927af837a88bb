import { openLoopback } from '@threadline/core/testing'
import { expect, it, vi } from 'vitest'
import { vonageProvider } from '../src/index.js'
import { optionsFor, secrets, text } from './support/fixtures.js'
import { created } from './support/answers.js'

// The SDK's own logging is switched on when it is loaded, so it has a file of its own here.

it('DEBUG makes the SDK talk, but not of secrets, numbers or tokens', async () => {
  vi.stubEnv('DEBUG', '*')
  const written: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0)
  const vonage = await openLoopback({ status: 202, body: created() })

  const outcome = await vonageProvider(optionsFor(vonage.url)).send(text)

  stderr.mockRestore()
  vi.unstubAllEnvs()
  await vonage.close()
  const log = written.join('')
  expect(outcome).toMatchObject({ type: 'done' })
  expect(log).toContain('Private key: [private key]')
  const token = vonage.calls[0]?.headers.get('authorization')?.slice(7) ?? ''
  for (const secret of [...secrets, token]) expect(log).not.toContain(secret)
})
