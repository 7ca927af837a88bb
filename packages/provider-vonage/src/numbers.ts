/** A number as Vonage writes it: without the plus. Short codes and names stay as they are. */
export function toVendor(address: string): string {
  return /^\+\d+$/.test(address) ? address.slice(1) : address
}

/**
 * A number as Threadline writes it. Vonage gives E.164 numbers 7 to 15 digits and no plus; fewer digits are a short
 * code, letters a name: https://developer.vonage.com/en/api/messages
 */
export function fromVendor(address: string): string {
  return /^[1-9]\d{6,14}$/.test(address) ? `+${address}` : address
}
