/** Words behind a name that say which of several it is, not what it is. */
const SUFFIXES = new Set(
  'prod production dev development test testing stage staging live local default value val plain raw text old new current confirm confirmation repeat again env b64 base64 encoded str string here'.split(
    ' ',
  ),
)

/** A name as lower-case words with single spaces, without what merely says which one it is: `DB_PASSWORD_PROD` → `db password`. */
export function nameWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  while (words.length > 1 && SUFFIXES.has(words.at(-1) as string)) words.pop()
  return words.join(' ')
}
