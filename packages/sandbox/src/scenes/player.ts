import type { Controlled } from '../control/controlled.js'
import { isMoving } from '../moving-clock.js'
import { systemClock } from '../system-clock.js'
import { scenes, type SceneName } from './scenes.js'
import { sharedChannel, type Sight, type Stage } from './stage.js'

/** How a scene goes, for the page. */
export interface Playing {
  readonly name: string
  readonly title: string
  readonly state: 'playing' | 'done' | 'failed'
  /** Everything said so far. */
  readonly captions: readonly string[]
  readonly sight: Sight
}

/** Plays scenes, one at a time. */
export interface Player {
  readonly offered: readonly { readonly name: string; readonly title: string }[]
  readonly playing: Playing | undefined
  /** Begins a scene. Throws when there is none of that name, or while another one plays. */
  play(name: string): void
}

/** How long a scene waits for one thing, in milliseconds on the wall. */
const longestWaitMs = 45_000

/** Makes a player. `changed` is called whenever there is something new to show. */
export function createPlayer(controlled: Controlled, changed: () => void): Player {
  let playing: Playing | undefined

  function show(change: Partial<Playing>): void {
    if (playing) playing = { ...playing, ...change }
    changed()
  }

  async function run(name: SceneName): Promise<void> {
    const stage = stageOf(controlled, {
      say: (words) => show({ captions: [...(playing?.captions ?? []), words] }),
      look: (sight) => show({ sight: seen(playing?.sight, sight) }),
    })
    try {
      await scenes[name].play(stage)
      show({ state: 'done' })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      // Nobody asked for what goes wrong but the scene.
      controlled.troubles.clear()
      show({ state: 'failed', captions: [...(playing?.captions ?? []), reason] })
    }
  }

  return {
    offered: Object.entries(scenes).map(([name, { title }]) => ({ name, title })),
    get playing() {
      return playing
    },
    play(name) {
      if (!isScene(name)) throw new Error(`There is no scene “${name}”. There are ${Object.keys(scenes).join(', ')}.`)
      if (playing?.state === 'playing') throw new Error(`“${playing.title}” still plays.`)
      playing = { name, title: scenes[name].title, state: 'playing', captions: [], sight: {} }
      void run(name)
    },
  }
}

/** Another channel closes the thread of the one before. */
function seen(before: Sight = {}, now: Sight): Sight {
  const { thread, ...others } = before
  return now.channel === undefined && thread !== undefined ? { ...others, thread, ...now } : { ...others, ...now }
}

function isScene(name: string): name is SceneName {
  return Object.hasOwn(scenes, name)
}

function stageOf(controlled: Controlled, page: Pick<Stage, 'say' | 'look'>): Stage {
  const { carrier, clock, slack, troubles } = controlled
  const desk = controlled.desk()
  const ours = carrier.numbers()
  return {
    ...page,
    slack,
    carrier,
    desk,
    teammate: slack.users().find(({ isDeleted, kind }) => kind === 'full' && !isDeleted)?.id ?? '',
    number: (ours.find(({ wire }) => wire === desk?.provider) ?? ours[0])?.number ?? '',
    look: (sight) => page.look(sight.channel === 'sms' ? { ...sight, channel: sharedChannel(slack) } : sight),
    until: (what, find) => until(controlled, what, find),
    pass: (ms) => isMoving(clock) && clock.setAhead(clock.aheadMs + ms),
    struck: () => controlled.struck.calls.length,
    trouble(name, isActive) {
      troubles.set(name, isActive)
      controlled.changed()
    },
  }
}

/** Looks after every change on either side. */
function until<Thing>(
  { carrier, desk, slack, struck }: Controlled,
  what: string,
  find: () => Thing | undefined | false,
): Promise<Thing> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = []
    const end = (): void => ends.forEach((stop) => stop())
    const check = (): void => {
      try {
        const thing = find()
        if (thing === undefined || thing === false) return
        end()
        resolve(thing)
      } catch (error) {
        end()
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    const late = systemClock.setTimer(new Date(Date.now() + longestWaitMs), () => {
      end()
      reject(new Error(`Waited for ${what}, and it did not come.`))
    })
    ends.push(slack.onChange(check), carrier.onChange(check), struck.onStrike(check), late)
    const process = desk()
    if (process) ends.push(process.onChange(check))
    check()
  })
}
