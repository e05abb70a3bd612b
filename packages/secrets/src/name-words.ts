/** Words behind a name that say which of several it is, not what it is. */
const SUFFIXES = new Set(
  'prod production dev development test testing stage staging live local default value val plain raw text old new current confirm confirmation repeat again env b64 base64 encoded str string here'.split(
    ' ',
  ),
)

/** A name as lower-case words with single spaces, without what merely says which one it is: `DB_PASSWORD_PROD` → `db password`. */
export function nameWords(name: string): string {
  const words: string[] = []
  let start = -1
  for (let at = 0; at <= name.length; at++) {
    const kind = at < name.length ? kindOf(name.charCodeAt(at)) : OTHER
    if (start >= 0) {
      const before = kindOf(name.charCodeAt(at - 1))
      const after = at + 1 < name.length ? kindOf(name.charCodeAt(at + 1)) : OTHER
      const turn = kind === UPPER && (before === LOWER || (before === UPPER && after === LOWER && at - start > 1))
      if (kind === OTHER || turn) {
        words.push(name.slice(start, at).toLowerCase())
        start = -1
      }
    }
    if (start < 0 && kind !== OTHER) start = at
  }
  while (words.length > 1 && SUFFIXES.has(words.at(-1) as string)) words.pop()
  return words.join(' ')
}

const OTHER = 0
const LOWER = 1
const UPPER = 2

function kindOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return LOWER
  return unit >= 65 && unit <= 90 ? UPPER : OTHER
}
