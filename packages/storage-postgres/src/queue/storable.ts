/** Longest key; all of them fit into a job's key together with the name of the queue. */
const maxKeyLength = 400

export const isStorable = (key: string): boolean => key.length > 0 && key.length <= maxKeyLength && !key.includes('\0')
