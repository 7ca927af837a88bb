import { broken, type Fault } from './broken-storage.js'

/** What can be wrong with figures. */
export const figureFaults: Readonly<Record<string, Fault>> = {
  'all times are one': () =>
    broken(({ figures }) => ({
      figures: {
        texts: async (bounds, lineId) => {
          const [all] = await figures.texts([bounds[0]!, bounds.at(-1)!], lineId)
          return bounds.slice(1).map(() => all!)
        },
      },
    })),

  'a line is all lines': () => broken(({ figures }) => ({ figures: { texts: (bounds) => figures.texts(bounds) } })),

  'the mean is taken for the median': () =>
    broken(({ figures }) => ({
      figures: {
        answers: async (bounds, lineId) =>
          (await figures.answers(bounds, lineId)).map((one) => ({ ...one, medianMs: one.p90Ms })),
      },
    })),

  'conversations that are over want somebody': () =>
    broken(({ conversations, figures }) => ({
      figures: {
        conversations: async (lineId) => ({
          ...(await figures.conversations(lineId)),
          open: (await conversations.list({}, 100)).length,
        }),
      },
    })),
}
