import type { Fingerprint } from '@ses/sources'

/** A fingerprint as metadata.json and state.json hold it. */
export function printOf({ size, mtimeMs, hash }: Fingerprint): string {
  return `${size}-${mtimeMs}-${hash}`
}
