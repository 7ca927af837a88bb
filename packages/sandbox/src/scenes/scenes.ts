import { bears, firstText, newCustomer, reply, type Scene, type Stage } from './stage.js'

/** Every scene, by the name it has in addresses. */
export const scenes = {
  'first-text': {
    title: 'First text',
    async play(stage) {
      stage.say('A customer who has never written before texts the business number.')
      await firstText(stage, newCustomer(stage, 'Nora'), 'Hi! Do you have a table for two tonight?')
      stage.say('It is a thread in #sms, with what to do about it at its top. Nothing else was set up.')
    },
  },
  conversation: {
    title: 'A conversation',
    async play(stage) {
      const phone = newCustomer(stage, 'Omar')
      stage.say('A customer texts.')
      const root = await firstText(stage, phone, 'Is my bike ready?')
      stage.say('A teammate answers in the thread.')
      const answer = reply(stage, root, 'Almost! You can pick it up after four.')
      await stage.until('the answer on the phone', () => phone.inbox.some(({ body }) => body.includes('after four')))
      await stage.until('the mark for delivered', () => bears(answer(), 'vibration_mode'))
      stage.say('✔️ it was sent, 📳 it is on the phone. A note for the team stays inside:')
      reply(stage, root, '// He pays in cash.')
      stage.carrier.text({ from: phone.number, to: stage.number, body: 'Perfect, see you then' })
      await stage.until('the second text', () => inThread(stage, root.ts, 'see you then'))
      stage.say('The next text lands in the same thread, and the note never left it.')
    },
  },
  'direct-channel': {
    title: 'Direct channel',
    async play(stage) {
      const phone = newCustomer(stage, 'Priya Nair')
      const root = await firstText(stage, phone, 'I would like to plan a wedding with you.')
      stage.say('This will be a long one: Create channel gives the customer a channel of its own.')
      await press(stage, root.ts, /create channel/i)
      const found = () =>
        stage.slack
          .channels()
          .find(({ name }) => name.startsWith('sms-priya-nair') || name.endsWith(phone.number.slice(-4)))
      const channel = await stage.until('the channel', found)
      stage.look({ channel: channel.id })
      const isReady = () =>
        stage.slack.channels().find(({ id, members }) => id === channel.id && members.includes(stage.teammate))
      await stage.until('the invitation', isReady)
      await stage.until('the first post in it', () => stage.slack.messages(channel.id).some(({ bot_id }) => bot_id))
      stage.say('What is written at its top is texted. Threads inside stay inside.')
      const words = 'Congratulations! When is the big day?'
      const ts = stage.slack.say({ as: stage.teammate, channel: channel.id, text: words })
      stage.slack.say({ as: stage.teammate, channel: channel.id, thread: ts, text: 'Who has time in May?' })
      await stage.until('the text on the phone', () => phone.inbox.some(({ body }) => body === words))
      stage.carrier.text({ from: phone.number, to: stage.number, body: 'The last Saturday of May' })
      await stage.until('the answer', () =>
        stage.slack.messages(channel.id).some(({ text }) => text.includes('last Saturday')),
      )
      stage.say('The question in the thread was never texted.')
    },
  },
  landline: {
    title: 'The phone is a landline',
    async play(stage) {
      const phone = newCustomer(stage, 'Hotel Astra', 'landline')
      stage.look({ channel: 'sms' })
      stage.say('A teammate texts a number that turns out to be a landline.')
      const ts = stage.slack.say({
        as: stage.teammate,
        channel: 'sms',
        text: `send ${phone.number} Your room is confirmed.`,
      })
      await stage.until('the reason', () =>
        stage.slack.messages('sms').find(({ text, ts: at }) => Number(at) > Number(ts) && /landline/i.test(text)),
      )
      stage.say('It is marked ❌, with the reason in plain words and what to do next.')
    },
  },
  stop: {
    title: 'They texted STOP',
    async play(stage) {
      const phone = newCustomer(stage, 'Quinn')
      const root = await firstText(stage, phone, 'Who is this?')
      stage.say('The customer texts STOP.')
      stage.carrier.text({ from: phone.number, to: stage.number, body: 'STOP' })
      await stage.until('the note in the thread', () => inThread(stage, root.ts, /opted out|STOP/))
      const texts = phone.inbox.length
      stage.say('From now on nothing is texted to them, whatever somebody writes.')
      reply(stage, root, 'Are you sure?')
      await stage.until('the refusal', () => isTold(stage, root.ts, 'START'))
      if (phone.inbox.length !== texts) throw new Error('Something was texted after STOP.')
      stage.say('The reply was not texted, and its author is told why. START from the customer opens it again.')
    },
  },
  'slack-down': {
    title: 'Slack is down for a minute',
    async play(stage) {
      const phone = newCustomer(stage, 'Rosa')
      const root = await firstText(stage, phone, 'Hello?')
      const before = stage.struck()
      stage.trouble('slack-down', true)
      stage.say('Slack answers nothing but errors. The customer goes on texting.')
      for (const body of ['I am at the door', 'Nobody opens', 'It rains'])
        stage.carrier.text({ from: phone.number, to: stage.number, body })
      await stage.until('the desk to have tried', () => stage.struck() > before)
      stage.say('A minute goes by; the clock is moved, so that nobody has to wait.')
      stage.pass(60_000)
      stage.trouble('slack-down', false)
      stage.say('Slack is back. The three texts come, once each, and in order.')
      await stage.until('the three texts', () => inThread(stage, root.ts, 'It rains'))
      const said = stage.slack.thread('sms', root.ts).map(({ text }) => text)
      const places = ['at the door', 'Nobody opens', 'It rains'].map((words) =>
        said.flatMap((text, at) => (text.includes(words) ? [at] : [])),
      )
      if (places.some((at) => at.length !== 1)) throw new Error('A text was lost or came twice.')
      stage.say('Nothing was lost, nothing came twice.')
    },
  },
  crash: {
    title: 'Crash in the middle',
    async play(stage) {
      const { desk } = stage
      if (!desk) throw new Error('No desk is attached to this sandbox, so there is nothing to crash.')
      const phone = newCustomer(stage, 'Sam')
      const root = await firstText(stage, phone, 'Can I change my order?')
      stage.say('A teammate answers, and the process of the desk is killed in that moment.')
      const answer = reply(stage, root, 'Of course. What shall it be?')
      await stage.until(
        'the answer to be on its way',
        () =>
          stage.carrier.calls.some(({ form }) => JSON.stringify(form).includes('What shall it be')) ||
          bears(answer(), 'heavy_check_mark') ||
          phone.inbox.length > 0,
      )
      desk.kill()
      await stage.until('the desk to be gone', () => desk.state === 'stopped')
      stage.carrier.text({ from: phone.number, to: stage.number, body: 'Hello? Anybody there?' })
      stage.say('It is gone, and the customer texts again. Now it starts.')
      await desk.start()
      await stage.until('the text that came meanwhile', () => inThread(stage, root.ts, 'Anybody there'))
      await stage.until(
        'what became of the answer',
        () => bears(answer(), 'vibration_mode') || inThread(stage, root.ts, 'Not sure it went'),
      )
      const times = phone.inbox.filter(({ body }) => body.includes('What shall it be')).length
      if (times > 1) throw new Error('The answer was texted twice.')
      stage.say(
        times === 1
          ? 'The answer is on the phone once, and the text is in the thread.'
          : 'Nobody can know whether the answer left, so somebody is asked: it is never sent again by itself.',
      )
    },
  },
} as const satisfies Readonly<Record<string, Scene>>

export type SceneName = keyof typeof scenes

function inThread({ slack }: Stage, root: string, words: string | RegExp): boolean {
  return slack.thread('sms', root).some((message) => {
    const shown = `${message.text} ${JSON.stringify(message.blocks ?? [])}`
    return typeof words === 'string' ? shown.includes(words) : words.test(shown)
  })
}

/** Whether the teammate is told something, in the thread or for their eyes only. */
function isTold(stage: Stage, root: string, words: string): boolean {
  const whispers = stage.slack.ephemerals(stage.teammate).filter(({ thread_ts }) => thread_ts === root)
  return whispers.some(({ text }) => text.includes(words)) || inThread(stage, root, words)
}

/** Presses a button in a message, by its label. */
async function press({ slack, teammate }: Stage, ts: string, label: RegExp): Promise<void> {
  const message = slack.messages('sms').find((candidate) => candidate.ts === ts)
  const elements = (message?.blocks ?? []).flatMap((block) =>
    Array.isArray(block['elements']) ? (block['elements'] as readonly Element[]) : [],
  )
  const button = elements.find((element) => element.type === 'button' && label.test(element.text?.text ?? ''))
  if (!button) throw new Error(`There is no button ${label.source} at the top of the thread.`)
  const answer = await slack.click({ as: teammate, channel: 'sms', ts, actionId: button.action_id ?? '' })
  if (answer.type === 'failed') throw new Error('The desk did not take the click.')
}

interface Element {
  readonly type: string
  readonly action_id?: string
  readonly text?: { readonly text: string }
}
