import type { DashboardError } from '@ses/schema'
import { type Failure, RequestFailed } from './failure.ts'

/** Answer of a GET of the API. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) }))
}

/** Answer of a change, sent as JSON. */
export async function send<T>(method: 'PUT' | 'POST', path: string, body: unknown): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return read<T>(await fetch(path, { method, headers, body: JSON.stringify(body) }))
}

async function read<T>(response: Response): Promise<T> {
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
  throw new RequestFailed(await failureIn(response))
}

async function failureIn(response: Response): Promise<Failure> {
  if (response.status === 401 || response.status === 403) {
    return {
      code: 'signed-out',
      message: 'This browser is not signed in to the dashboard.',
      fix: 'Open the address that “ses dashboard” printed in the terminal; it signs this browser in.',
    }
  }
  const body = (await response.json().catch(() => null)) as Partial<DashboardError> | null
  const told = body?.error
  const message = told?.message ?? `The server answered with status ${response.status}.`
  return { code: told?.code ?? String(response.status), message, ...(told?.fix ? { fix: told.fix } : {}) }
}
