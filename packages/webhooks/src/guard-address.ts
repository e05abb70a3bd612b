import ipaddr from 'ipaddr.js'

/** What an address may be: any public one; `loopback` where the URL itself names this machine; private ones where the config says so. */
export interface AddressPolicy {
  readonly loopback: boolean
  readonly private: boolean
}

/** Services that hand the credentials of a cloud machine to whoever asks; refused whatever the config says. */
const METADATA = ['169.254.169.254', '169.254.170.2', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254']

const PRIVATE: readonly string[] = ['private', 'carrierGradeNat', 'uniqueLocal']

/** Whether an IP address may be sent to. IPv4 inside IPv6 is judged as IPv4; whatever is not understood is refused. */
export function isAllowedAddress(address: string, policy: AddressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  const text = ip.toString()
  if (METADATA.some((each) => ipaddr.parse(each).toString() === text)) return false
  const range = ip.range()
  if (range === 'loopback') return policy.loopback
  // A name that stands for this machine must not lead elsewhere.
  if (policy.loopback) return false
  if (PRIVATE.includes(range)) return policy.private
  // Global IPv6 unicast is 2000::/3; the rest of what no range covers is unassigned, or holds an IPv4 address (`::10.0.0.1`).
  return range === 'unicast' && (ip.kind() === 'ipv4' || (ip.toByteArray()[0] ?? 0) >> 5 === 1)
}

/** Whether the host of a URL names this machine by itself, without asking anybody: `localhost`, `127.0.0.1`, `[::1]`. */
export function isLoopbackHost(hostname: string): boolean {
  const host = bareHost(hostname)
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'loopback'
  return host === 'localhost' || host.endsWith('.localhost')
}

/** The host of a URL as a name or an address: without the brackets of IPv6 and a final dot. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}
