import { parentPort, workerData } from 'node:worker_threads'
import { SesError } from '@ses/model'
import { type FolderIndex, openIndex, openStore } from '@ses/store'
import type { SearchAnswer, SearchTask } from './search-apart.ts'

/** A thread of its own: searching sixty megabytes keeps nobody else waiting. Its data is the directory of the store. */
const store = openStore(workerData as string)
let open: { readonly version: number; readonly index: FolderIndex } | undefined

parentPort?.on('message', async ({ number, query, version }: SearchTask) => {
  if (open?.version !== version) open = { version, index: openIndex(store) }
  let answer: SearchAnswer
  try {
    answer = { number, result: await open.index.search(query) }
  } catch (error) {
    const { code, message } = error instanceof SesError ? error : { code: undefined, message: String(error) }
    answer = { number, failure: { message, ...(code === undefined ? {} : { code }) } }
  }
  parentPort?.postMessage(answer)
})
