import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Networks that are not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry */
const privateNetworks = new BlockList()
const ipv4Networks: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
for (const [network, prefix] of ipv4Networks) privateNetworks.addSubnet(network, prefix, 'ipv4')

/** The part of IPv6 in public use: https://www.iana.org/assignments/ipv6-unicast-address-assignments */
const publicIpv6 = new BlockList()
publicIpv6.addSubnet('2000::', 3, 'ipv6')

/** Parts of it that lead back to IPv4 or to nowhere: documentation, Teredo, 6to4. */
const strangeIpv6 = new BlockList()
for (const [network, prefix] of [
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
] as const) {
  strangeIpv6.addSubnet(network, prefix, 'ipv6')
}

/** Whether an IP address is of this machine, this network, or otherwise not of the public internet. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return privateNetworks.check(address, 'ipv4')
  if (!isIPv6(address)) return true
  return !publicIpv6.check(address, 'ipv6') || strangeIpv6.check(address, 'ipv6')
}
