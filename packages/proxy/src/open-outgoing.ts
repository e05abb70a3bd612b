import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Route } from './find-route.ts'

/** More than servers take. */
export const MOST_HEADER_BYTES: number = 64 * 1024

/** Opens the request to the upstream; names and values of `headers` by turns. Throws for what Node does not send. */
export function openOutgoing(
  { upstream, target }: Route,
  request: IncomingMessage,
  headers: readonly string[],
): ClientRequest {
  const open = upstream.secure ? httpsRequest : httpRequest
  return open({
    host: upstream.hostname,
    port: upstream.port,
    method: request.method ?? 'GET',
    path: target,
    headers,
    agent: upstream.agent,
    maxHeaderSize: MOST_HEADER_BYTES,
  })
}
