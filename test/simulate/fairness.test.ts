import { describe, expect, it } from 'vitest'

interface Settings {
  readonly burst: string
  readonly queue: 'fair' | 'first-come'
}

interface Row {
  readonly isFair: boolean
  readonly notHandedOver: number
}

const load = async (name: string): Promise<unknown> => import(new URL(`../../simulate/${name}`, import.meta.url).href)
const { run } = (await load('run.mjs')) as { readonly run: (settings: object) => Promise<unknown> }
const { compare } = (await load('report.mjs')) as {
  readonly compare: (burst: string, calm: unknown, busy: unknown) => Row
}

/** A hundredth of what `npm run simulate` does. */
const settings = {
  workspaces: 100,
  seconds: 20,
  texts: 200,
  size: 1_000,
  concurrency: 64,
  connections: 10,
  transactionMs: 4,
  seed: 1,
}

async function rowOf({ burst, queue }: Settings): Promise<Row> {
  const calm = await run({ ...settings, queue, burst: 'none' })
  return compare(burst, calm, await run({ ...settings, queue, burst }))
}

describe('a burst of one workspace', () => {
  it.each(['list', 'storm', 'stuck'])('(%s) delays no text of another by more than a second', async (burst) => {
    expect(await rowOf({ burst, queue: 'fair' })).toMatchObject({ isFair: true, notHandedOver: 0 })
  })

  it('delays them by more where whoever comes first has the place: the simulation can tell', async () => {
    const { isFair, notHandedOver } = await rowOf({ burst: 'stuck', queue: 'first-come' })
    // All places are taken by calls that nobody answers, for longer than the run takes.
    expect(isFair).toBe(false)
    expect(notHandedOver).toBeGreaterThan(50)
  })
})
