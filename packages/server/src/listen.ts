import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SesError } from '@ses/model'

/** A server that listens on some addresses, all with the same port. */
export interface Listening {
  readonly port: number
  readonly addresses: readonly string[]
  readonly servers: readonly Server[]
}

export interface ListenOptions {
  /** The first must be had; others, such as `::1` on a machine without IPv6, are left out where they do not exist. */
  readonly addresses: readonly string[]
  /** 0: any. */
  readonly port: number
  /** Further ports that are tried, upwards, when one is taken. */
  readonly more: number
  readonly makeServer: () => Server
}

/** Starts to listen. Throws `SesError` `external` when no port is free, or the address is none of this machine. */
export async function listen({ addresses, port, more, makeServer }: ListenOptions): Promise<Listening> {
  for (let tried = 0; ; tried++) {
    try {
      return await listenAll(addresses, port === 0 ? 0 : port + tried, makeServer)
    } catch (cause) {
      const { code = 'unknown' } = cause as NodeJS.ErrnoException
      if (code === 'EADDRINUSE' && tried < more && port + tried < 65_535) continue
      const what = code === 'EADDRINUSE' ? 'is taken' : `cannot be listened on (${code})`
      throw new SesError('external', `port ${port} of ${addresses[0]} ${what}`, { data: { port }, cause })
    }
  }
}

async function listenAll(addresses: readonly string[], port: number, makeServer: () => Server): Promise<Listening> {
  const servers: Server[] = []
  const held: string[] = []
  let actual = port
  try {
    for (const address of addresses) {
      const server = makeServer()
      try {
        await started(server, address, actual)
      } catch (error) {
        const { code = '' } = error as NodeJS.ErrnoException
        if (held.length > 0 && ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(code)) continue
        throw error
      }
      actual = (server.address() as AddressInfo).port
      servers.push(server)
      held.push(address)
    }
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
  return { port: actual, addresses: held, servers }
}

function started(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, ipv6Only: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
