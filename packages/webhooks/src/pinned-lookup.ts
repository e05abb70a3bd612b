import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type AddressPolicy, isAllowedAddress } from './guard-address.ts'

/** Asks for all addresses of a name; `dns.lookup` with `all`. */
export type ResolveAll = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

/** Code of the error for a name that leads where nothing may be sent. */
export const refusedAddress = 'refused_address'

/**
 * A lookup for sockets that connects only to answers it has checked: the name is asked once, and one refused address among the answers
 * refuses them all, so that a second answer cannot lead elsewhere.
 */
export function pinnedLookup(policy: AddressPolicy, resolve: ResolveAll = resolveAll): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      const [first] = addresses
      if (error !== null || first === undefined) {
        done(error ?? Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '')
      } else if (!addresses.every(({ address }) => isAllowedAddress(address, policy))) {
        done(Object.assign(new Error('an address that nothing is sent to'), { code: refusedAddress }), '')
      } else if (options.all === true) done(null, [...addresses])
      else done(null, first.address, first.family)
    })
  }
}

function resolveAll(hostname: string, done: Parameters<ResolveAll>[1]): void {
  systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) => done(error, addresses ?? []))
}
