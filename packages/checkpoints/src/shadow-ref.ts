import { createHash } from 'node:crypto'

/** Where snapshots live: outside `refs/heads`, so that no branch list shows them and no ordinary push or fetch moves them. */
export const SHADOW_REFS = 'refs/ses/shadow/'

const LONGEST = 80

/** The ref that holds the snapshots of a session in one work tree. Any session id gives a valid name; different ids, different names. */
export function shadowRef(worktree: string, session: string): string {
  return `${SHADOW_REFS}${refPart(worktree)}/${refPart(session)}`
}

/** One part of a ref's name: letters, digits, `_` and `-` stand for themselves, every other byte becomes `%XX`. */
function refPart(text: string): string {
  const safe = [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[A-Za-z0-9_-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
  if (safe !== '' && safe.length <= LONGEST && !safe.startsWith('-')) return safe
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32)
  return `%h${hash}`
}
