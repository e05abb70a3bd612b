import { isUtf8 } from 'node:buffer'
import type { Payload } from '@ses/hooks'
import { salvageJson } from './salvage-json.ts'

/** What was wrong with the bytes a hook was given; recorded for `ses doctor`. */
export type PayloadFault =
  | 'empty'
  | 'not_json'
  | 'not_an_object'
  | 'bad_utf8'
  | 'control_characters'
  | 'cut_short'
  | 'too_large'

/** What could be read of the bytes. */
export interface ReadPayload {
  /** Absent when there is no object in them. */
  readonly payload?: Payload
  /** In the order they were met; empty when all is well. */
  readonly faults: readonly PayloadFault[]
}

/** Reads the JSON object an agent wrote, as much of it as can be read. Total. `cut`: more came than was kept. */
export function readPayload(bytes: Buffer, cut = false): ReadPayload {
  const faults: PayloadFault[] = cut ? ['too_large'] : []
  if (!cut && !isUtf8(bytes)) faults.push('bad_utf8')
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  if (text.trim() === '') return { faults: ['empty'] }
  const whole = parse(text)
  if (whole !== undefined) return answer(whole.value, faults)
  // Raw control characters are no JSON; some shells and agents write them all the same.
  const plain = text.replaceAll(CONTROL, ' ')
  const mended = plain === text ? undefined : parse(plain)
  if (mended !== undefined) return answer(mended.value, [...faults, 'control_characters'])
  const salvaged = salvageJson(plain)
  if (salvaged === undefined) return { faults: [...faults, 'not_json'] }
  return answer(salvaged, cut ? faults : [...faults, 'cut_short'])
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001f]/g

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function answer(value: unknown, faults: readonly PayloadFault[]): ReadPayload {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { faults: [...faults, 'not_an_object'] }
  }
  return { payload: value as Payload, faults }
}
