import { lookup as lookUp } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.js'

/** The reason of a call that was to go to a private address. */
export const privateAddress = 'EPRIVATE'

/** Whether an address names its host by a private IP address. Names are judged by `publicLookup`. */
export function hasPrivateHost({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return isIP(host) > 0 && isPrivateAddress(host)
}

/** Finds a host's addresses, and fails when one of them is private: the connection goes to the very ones checked. */
export const publicLookup: LookupFunction = (name, options, callback) => {
  lookUp(name, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '')
    const [first] = addresses
    if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(Object.assign(new Error('The address is private.'), { code: privateAddress }), '')
    }
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}
