import type { Masker, MaskResult } from '@ses/secrets'

/** A masker that counts what it masks. */
export interface CountingMasker extends Masker {
  /** Masked ranges so far, by rule, in the order of the rules' names. */
  readonly counts: () => Readonly<Record<string, number>>
  /** Adds the placeholders of a text that was masked elsewhere. */
  readonly countIn: (text: string) => void
}

const PLACEHOLDER = /\[masked:([a-z0-9_-]{1,64}):[0-9a-f]{4}\]/g

/** Wraps a masker. */
export function countingMasker(masker: Masker): CountingMasker {
  const counts = new Map<string, number>()
  const add = (rule: string): void => void counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const counted = (result: MaskResult): MaskResult => {
    for (const { rule } of result.found) add(rule)
    return result
  }
  return {
    ...masker,
    mask: (text) => counted(masker.mask(text)),
    maskNamed: (name, value) => counted(masker.maskNamed(name, value)),
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    countIn: (text) => {
      for (const match of text.matchAll(PLACEHOLDER)) add(match[1] as string)
    },
  }
}
