import { type JsonObject, objectOf } from './json.ts'

/** Parts of a message in the Gemini API's shape, by kind. */
export interface MessageParts {
  readonly texts: readonly string[]
  /** Texts marked as `thought`. */
  readonly thoughts: readonly string[]
  readonly images: number
  readonly calls: readonly JsonObject[]
  readonly responses: readonly JsonObject[]
}

/** Reads a text, a part, or a list of both. */
export function readMessageParts(value: unknown): MessageParts {
  const texts: string[] = []
  const thoughts: string[] = []
  const calls: JsonObject[] = []
  const responses: JsonObject[] = []
  let images = 0
  for (const item of Array.isArray(value) ? value : [value]) {
    const part = objectOf(item)
    const call = objectOf(part?.['functionCall'])
    const response = objectOf(part?.['functionResponse'])
    if (typeof item === 'string') texts.push(item)
    else if (call !== undefined) calls.push(call)
    else if (response !== undefined) responses.push(response)
    else if (typeof part?.['text'] === 'string') (part['thought'] === true ? thoughts : texts).push(part['text'])
    else if (part?.['inlineData'] !== undefined || part?.['fileData'] !== undefined) images += 1
  }
  return { texts, thoughts, images, calls, responses }
}

/** What `functionResponse` parts say: their texts, and whether any of them is an error. */
export function textOfResponses(responses: readonly JsonObject[]): { readonly text: string; readonly failed: boolean } {
  const texts: string[] = []
  let failed = false
  for (const item of responses) {
    const response = objectOf(item['response'])
    const output = response?.['output'] ?? response?.['content']
    const error = response?.['error']
    if (typeof output === 'string') texts.push(output)
    else if (typeof error === 'string') {
      texts.push(error)
      failed = true
    } else if (response !== undefined && Object.keys(response).length > 0) texts.push(JSON.stringify(response))
  }
  return { text: texts.join('\n'), failed }
}
