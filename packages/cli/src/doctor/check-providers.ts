import type { RealSettings } from '../settings/settings.js'
import { unknown, type Finding } from './finding.js'

/** Asks a provider about our account and number there. */
export async function checkProvider(
  { address, make, provider }: RealSettings['carriers'][number],
  publicUrl: string,
): Promise<readonly Finding[]> {
  const webhookUrl = `${publicUrl}/threadline/sms/${provider}`
  const findings = await make().inspect?.(address, webhookUrl)
  if (findings === undefined) {
    const advice = `See in its dashboard that the number is there and its webhook is ${webhookUrl}.`
    return [unknown(provider, `This provider’s settings cannot be read from here. ${advice}`)]
  }
  return findings.map(({ isRight, sentence, subject }) => {
    const mark = isRight === undefined ? 'unknown' : isRight ? 'right' : 'wrong'
    return { check: `${provider} ${subject}`, mark, sentence }
  })
}
