import type { Sandbox, WireName } from '@threadline/sandbox'

/** Our number at each provider: a move to another provider is a move to another number. */
export const playgroundNumbers = [
  { number: '+14155550100', wire: 'twilio' },
  { number: '+14155550111', wire: 'vonage' },
  { number: '+14155550122', wire: 'messagebird' },
  { number: '+14155550133', wire: 'bird' },
] as const satisfies readonly { readonly number: string; readonly wire: WireName }[]

/** What the host's environment says about Slack and every provider, and who of them sends. */
export function hostEnvironment({ carrier, slack, slackApiUrl, url }: Sandbox, provider: string) {
  const { bird, messagebird, vonage } = carrier
  const { botToken, signingSecret, teamId } = slack.identity
  return {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_TEAM_ID: teamId,
    SLACK_API_URL: slackApiUrl,
    SMS_PROVIDERS: provider,
    TWILIO_ACCOUNT_SID: carrier.accountSid,
    TWILIO_AUTH_TOKEN: carrier.authToken,
    TWILIO_API_URL: `${url}/twilio`,
    TWILIO_NUMBER: numberOf('twilio'),
    VONAGE_API_KEY: vonage.apiKey,
    VONAGE_SIGNATURE_SECRET: vonage.signatureSecret,
    VONAGE_APPLICATION_ID: vonage.applicationId,
    VONAGE_PRIVATE_KEY: vonage.privateKey,
    VONAGE_API_URL: `${url}/vonage`,
    VONAGE_NUMBER: numberOf('vonage'),
    MESSAGEBIRD_API_KEY: messagebird.apiKey,
    MESSAGEBIRD_SIGNING_KEY: messagebird.signingKey,
    MESSAGEBIRD_API_URL: `${url}/messagebird`,
    MESSAGEBIRD_NUMBER: numberOf('messagebird'),
    BIRD_API_KEY: bird.apiKey,
    BIRD_SIGNING_KEY: bird.signingKey,
    BIRD_API_URL: `${url}/bird`,
    BIRD_NUMBER: numberOf('bird'),
  }
}

/** The provider of one of our numbers. */
export function providerOf(number: string): string {
  return playgroundNumbers.find((ours) => ours.number === number)?.wire ?? 'twilio'
}

function numberOf(wire: WireName): string {
  return playgroundNumbers.find((ours) => ours.wire === wire)?.number ?? ''
}
