import type { TextPolicy, TextRole } from '@ses/agents'
import type { Masked } from '@ses/model'
import type { Masker } from '@ses/secrets'

/** How much of the transcript's text an analysis keeps. All numbers count UTF-16 units. */
export interface TextLimits {
  /** Longest text of each role; what is longer keeps its head and its tail. */
  readonly perText: Readonly<Record<TextRole, number>>
  /**
   * Once this much has been kept, the limits of outputs, edits, thinking and contexts shrink to a sixteenth; once twice as much
   * has been, all limits do.
   */
  readonly total: number
}

export const defaultTextLimits: TextLimits = {
  perText: {
    prompt: 64_000,
    reply: 32_000,
    thinking: 4_000,
    context: 2_000,
    command: 16_000,
    input: 8_000,
    output: 8_000,
    before: 8_000,
    after: 8_000,
    path: 2_000,
    title: 500,
    detail: 1_000,
  },
  total: 16_000_000,
}

/** Masks each text of a transcript as it is read, then shortens it, and counts what was masked. */
export interface TextKeeper {
  readonly text: TextPolicy<Masked>
  /** Masked ranges by rule so far, counted before shortening. */
  readonly counts: () => Readonly<Record<string, number>>
  /** Number of texts that were shortened. */
  readonly shortened: () => number
}

/** Roles whose text shrinks first when a transcript is huge: they are bulk, not what people wrote. */
const BULK: ReadonlySet<TextRole> = new Set(['output', 'before', 'after', 'thinking', 'context', 'input'])

/** Counts what a masker masks, by rule. */
export function countMasked(masker: Masker): { readonly masker: Masker; readonly counts: TextKeeper['counts'] } {
  const counts = new Map<string, number>()
  return {
    masker: {
      ...masker,
      mask: (text) => {
        const result = masker.mask(text)
        for (const { rule } of result.found) counts.set(rule, (counts.get(rule) ?? 0) + 1)
        return result
      },
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** A keeper for one transcript. Masking comes before shortening, so a cut never splits a secret in two. */
export function createTextKeeper(masker: Masker, limits: TextLimits): TextKeeper {
  const counted = countMasked(masker)
  let kept = 0
  let shortened = 0
  return {
    text: (text, role) => {
      const masked = counted.masker.mask(text).text
      const full = limits.perText[role]
      const shrink = kept > limits.total && (BULK.has(role) || kept > 2 * limits.total)
      const limit = shrink ? Math.ceil(full / 16) : full
      const result = masked.length <= limit ? masked : shorten(masked, limit)
      if (result.length < masked.length) shortened += 1
      kept += result.length
      return result
    },
    counts: counted.counts,
    shortened: () => shortened,
  }
}

const PLACEHOLDER = /\[masked:[a-z0-9-]{1,64}:[0-9a-f]{4}\]/g
const MAX_LISTED = 10

/** Head and tail of a text; what was masked in between stays visible, because findings are made from it. */
function shorten(text: Masked, limit: number): Masked {
  let head = Math.floor(limit * 0.6)
  let tail = text.length - Math.floor(limit * 0.4)
  // Neither a placeholder nor a surrogate pair is cut in two.
  const open = text.lastIndexOf('[masked:', head)
  if (open >= 0 && open > head - 80 && text.indexOf(']', open) >= head) head = open
  const close = text.indexOf(']', tail)
  const before = text.lastIndexOf('[masked:', tail)
  if (before >= 0 && close >= 0 && close - before < 80 && before < tail && close >= tail) tail = close + 1
  if (isHighSurrogate(text.charCodeAt(head - 1))) head -= 1
  if (isHighSurrogate(text.charCodeAt(tail - 1))) tail += 1
  const gap = text.slice(head, tail)
  const masked = gap.includes('[masked:') ? [...new Set(gap.match(PLACEHOLDER))].slice(0, MAX_LISTED) : []
  const mark = `\n[… ${gap.length} characters left out${masked.length === 0 ? '' : `, in them ${masked.join(' ')}`} …]\n`
  return detached(text.slice(0, head) + mark + text.slice(tail)) as Masked
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

/** A copy of its own: a slice would keep the whole text it was cut from in memory. */
function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}
