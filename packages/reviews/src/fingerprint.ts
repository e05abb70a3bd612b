import { createHash } from 'node:crypto'

/**
 * Identity of a finding: its rule, where it is and what it is about, not the line. Blanks, kinds of quotes and trailing punctuation do not
 * count, so that a formatter changes nothing.
 */
export function fingerprint(rule: string, place: string, subject: string): string {
  return createHash('sha256')
    .update(`${rule}\0${place}\0${normalise(subject)}`)
    .digest('hex')
    .slice(0, 32)
}

function normalise(text: string): string {
  return text
    .replaceAll(/\s+/g, '')
    .replaceAll(/["'`]/g, '"')
    .replaceAll(/[;,](?=[)\]}]|$)/g, '')
}
