import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { SesError, type SesErrorCode } from '@ses/model'
import type { TextQuery, TextResult } from '@ses/store'

/** What the worker is asked. */
export interface SearchTask {
  readonly number: number
  readonly query: TextQuery
  /** The index is opened again for another one. */
  readonly version: number
}

/** What it answers. */
export interface SearchAnswer {
  readonly number: number
  readonly result?: TextResult
  readonly failure?: { readonly message: string; readonly code?: SesErrorCode }
}

/** After so long a search is given up; patterns have five seconds of their own. */
const PATIENCE_MS = 15_000

interface Waiting {
  readonly resolve: (result: TextResult) => void
  readonly reject: (error: unknown) => void
}

/** A search in a thread of its own, from the first one to the signal; undefined where this runs from source, without the worker's file. */
export function createSearchApart(
  directory: string,
  signal: AbortSignal,
): ((query: TextQuery, version: number) => Promise<TextResult>) | undefined {
  if (import.meta.url.includes('/src/')) return undefined
  const file = fileURLToPath(new URL('./search/search-worker.js', import.meta.url))
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0
  const stop = (error: unknown): void => {
    void worker?.terminate()
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  signal.addEventListener('abort', () => stop(signal.reason), { once: true })
  const start = (): Worker => {
    const started = new Worker(file, { workerData: directory })
    started.on('error', stop)
    started.on('message', ({ number, result, failure }: SearchAnswer) => {
      const one = waiting.get(number)
      waiting.delete(number)
      if (result !== undefined) one?.resolve(result)
      else if (failure?.code !== undefined) one?.reject(new SesError(failure.code, failure.message))
      else one?.reject(new Error(failure?.message))
    })
    return started
  }
  return (query, version) =>
    new Promise((resolve, reject) => {
      worker ??= start()
      const number = ++last
      const late = (): void => stop(new SesError('usage', 'the search takes too long'))
      const timer = setTimeout(late, PATIENCE_MS)
      waiting.set(number, {
        resolve: (result) => {
          clearTimeout(timer)
          resolve(result)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      })
      worker.postMessage({ number, query, version } satisfies SearchTask)
    })
}
