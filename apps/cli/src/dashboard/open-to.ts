import { isIP, isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { SesError } from '@ses/model'
import type { OpenDashboard } from '@ses/server'

const MIN_PASSWORD = 8

/** Whom the dashboard is opened to; undefined for this machine alone. Throws `SesError` `unsafe` when that was not said clearly enough. */
export function openTo(
  host: string | undefined,
  known: boolean,
  env: Readonly<Record<string, string | undefined>>,
): OpenDashboard | undefined {
  if (host === undefined || isLoopback(host)) return undefined
  if (isIP(host) === 0) throw new SesError('usage', `--host ${host}: expected an address of this machine`)
  if (!known) {
    throw new SesError(
      'unsafe',
      `--host ${host} lets other machines read your sessions, unencrypted; --i-know allows it`,
    )
  }
  const password = env['SES_DASHBOARD_PASSWORD'] ?? ''
  if (password.length < MIN_PASSWORD) {
    throw new SesError('unsafe', `--host needs a password of ${MIN_PASSWORD} characters in SES_DASHBOARD_PASSWORD`)
  }
  return { address: host, names: namesOf(host), password }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** What others may call this machine by. */
function namesOf(host: string): string[] {
  const isAny = host === '0.0.0.0' || host === '::'
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? [])
  const addresses = isAny ? own : [host]
  return [...addresses.map((address) => (isIPv6(address) ? `[${address}]` : address)), hostname(), 'localhost']
}
