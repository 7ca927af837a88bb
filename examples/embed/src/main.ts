import { createServer } from 'node:http'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline } from '@threadline/core'
import { twilioProvider } from '@threadline/provider-twilio'

const { SLACK_BOT_TOKEN = '', SLACK_SIGNING_SECRET = '', TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '' } = process.env

const threadline = createThreadline({
  workspaceId: 'T0123456789',
  publicUrl: 'https://sms.example.com',
  chat: slackAdapter({ botToken: SLACK_BOT_TOKEN, signingSecret: SLACK_SIGNING_SECRET }),
  providers: { twilio: twilioProvider({ accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN }) },
  lines: [{ name: 'Support', channel: '#sms', senders: [{ provider: 'twilio', address: '+14155550100' }] }],
})

threadline.on('message.received', ({ conversation }) => console.log('A text came in conversation', conversation.id))

// Answers /threadline/chat and /threadline/sms/twilio; anything that speaks Request and Response takes threadline.fetch.
createServer(threadline.nodeHandler).listen(3000)
await threadline.start()
await threadline.send({ to: '(415) 555-0123', text: 'Your order is ready.', idempotencyKey: 'order-7' })
