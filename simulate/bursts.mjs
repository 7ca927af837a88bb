import { numberOf } from './numbers.mjs'

/** What the first workspace does while the others go on as always. */
export const bursts = {
  none: {
    sentence: 'nothing out of the ordinary',
    async run() {},
  },
  list: {
    sentence: 'a host hands over a list of texts, a hundred at a time',
    async run({ desks, size }) {
      let next = 0
      const hand = async () => {
        for (let index = next++; index < size; index = next++) await desks.send(0, numberOf(index), `list ${index}`)
      }
      await Promise.all(Array.from({ length: 100 }, hand))
    },
  },
  storm: {
    sentence: 'customers answer all at once: a thousand texts come in a second',
    async run({ clock, desks, size }) {
      const received = []
      for (let index = 0; index < size; index += 1) {
        received.push(desks.receive(0, numberOf(index), `storm ${index}`))
        await clock.wait(1)
      }
      await Promise.all(received)
    },
  },
  stuck: {
    sentence: 'a carrier takes its texts and does not answer: each call is given up after half a minute',
    isStuck: true,
    async run({ desks, size }) {
      await bursts.list.run({ desks, size })
    },
  },
}
