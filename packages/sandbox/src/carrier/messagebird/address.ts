/** MessageBird writes numbers as digits alone; short codes and names as they are. */
export function bare(address: string): string {
  return address.replace(/^\+/, '')
}

/** The carrier's own way to write it: a number of eight digits or more is E.164. */
export function plussed(address: string): string {
  return /^\d{8,15}$/.test(address) ? `+${address}` : address
}
