/** MessageBird writes numbers as digits alone. Short codes and names stay as they are. */
export function toVendor(address: string): string {
  return /^\+\d+$/.test(address) ? address.slice(1) : address
}

/** A number of eight digits or more, which no short code has, becomes E.164. */
export function fromVendor(address: string): string {
  return /^[1-9]\d{7,14}$/.test(address) ? `+${address}` : address
}
