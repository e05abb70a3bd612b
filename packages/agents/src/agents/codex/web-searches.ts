import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { CallLog } from './call-log.ts'
import type { Rows } from './rows.ts'

/** Searches remembered to notice their second telling. */
const REMEMBERED = 20

/** Web searches, told once as an item of the model's conversation and once for the screen, in either order. */
export class WebSearches<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #log: CallLog<Text>
  readonly #told: { readonly side: 'item' | 'event'; readonly key: string; readonly callId: string }[] = []

  constructor(rows: Rows<Text>, log: CallLog<Text>) {
    this.#rows = rows
    this.#log = log
  }

  search(payload: JsonObject, side: 'item' | 'event'): void {
    const action = objectOf(payload['action'])
    const query = stringOf(payload['query']) ?? stringOf(action?.['query']) ?? stringOf(arrayOf(action?.['queries'])[0])
    const url = stringOf(action?.['url'])
    const pattern = stringOf(action?.['pattern'])
    const key = `${query ?? ''} ${url ?? ''}`
    const results = arrayOf(payload['results']).map((result) => resultLine(objectOf(result)))
    const output = results.filter((text) => text !== '').join('\n')
    const twin = this.#told.findIndex((told) => told.side !== side && told.key === key)
    const callId = twin < 0 ? this.#open(payload, query, url, pattern) : this.#told.splice(twin, 1)[0]?.callId
    if (callId === undefined) return
    if (twin < 0) this.#told.push({ side, key, callId })
    if (this.#told.length > REMEMBERED) this.#told.shift()
    this.#log.end(callId, {
      outcome: payload['status'] === 'failed' ? 'error' : 'ok',
      ...(output === '' ? {} : { output }),
    })
  }

  #open(payload: JsonObject, query: string | undefined, url: string | undefined, pattern: string | undefined): string {
    const callId = stringOf(payload['id']) ?? stringOf(payload['call_id']) ?? `line-${this.#rows.line}`
    this.#log.start(callId, 'web_search', {
      ...(query === undefined ? {} : { query }),
      ...(url === undefined ? {} : { url }),
      ...(pattern === undefined ? {} : { pattern }),
    })
    // Searches are billed apiece; pages opened and searched within are not.
    if (url === undefined && pattern === undefined) this.#rows.responses.searched(this.#rows.line)
    return callId
  }
}

function resultLine(result: JsonObject | undefined): string {
  return [stringOf(result?.['title']), stringOf(result?.['url'])].filter((part) => part !== undefined).join(' ')
}
