import { type FileCategory, fileCategory } from '@ses/model'

/** A weighted bag of features: name → value; see the prefixes in `featuresOf`. */
export type Features = Map<string, number>

/** Longest text that is cut into words; a goal stands at the beginning. */
const MAX_TEXT = 600
/** Paths beyond this number say nothing new. */
const MAX_PATHS = 200

/** Words that commits and conversations use differently without meaning anything by it. */
const HOLLOW = new Set(
  'a an the this that these those it its is are was were be been am i you we he she they them our your my me us of to in on at by for from with and or but as if so do does did done have has had will would can could should may might must then than there here what which who whom whose also just very s t d ll re ve'.split(
    ' ',
  ),
)

/** A text and how much of the whole it stands for; the weights of one input add up to 1. */
export interface WeightedText {
  readonly text: string
  readonly weight: number
}

/**
 * Features of what was asked (a commit subject, the goal lines of a session) and the files that were changed. Prefixes: `w` word,
 * `b` two words, `f` first word, `x` shape of the text, `c` share of a file category, `o` all files of one category, `m` mix of
 * categories, `d` directory, `n` file name, `e` extension, `k` number of files. The same code serves training and use; `counts:
 * false` leaves out `o`, `m` and `k`, which in a session, being many commits in one, mean something else than in a commit.
 */
export function featuresOf(
  texts: readonly WeightedText[],
  paths: readonly string[],
  options: { readonly counts?: boolean } = {},
): Features {
  const features: Features = new Map()
  for (const { text, weight } of texts) addText(features, text.slice(0, MAX_TEXT), weight)
  addPaths(features, paths.slice(0, MAX_PATHS), options.counts === false ? undefined : paths.length)
  return features
}

function addText(features: Features, text: string, weight: number): void {
  const clean = text
    .toLowerCase()
    .replace(/\(#\d+\)|#\d+|https?:\/\/\S+|\b[0-9a-f]{12,40}\b|\bentire-checkpoint\b/g, ' ')
  const words = clean.match(/[\p{L}_][\p{L}\p{N}_]*/gu)?.map(stem) ?? []
  const names = new Set<string>()
  for (const [index, word] of words.entries()) {
    const hollow = HOLLOW.has(word)
    if (!hollow) names.add(`w:${word}`)
    const next = words[index + 1]
    if (next !== undefined && !(hollow && HOLLOW.has(next))) names.add(`b:${word}_${next}`)
  }
  // A long text has more words, not more to say.
  const value = weight / Math.sqrt(Math.max(4, words.length) / 6)
  const add = (name: string, by: number): void => {
    features.set(name, (features.get(name) ?? 0) + by)
  }
  for (const name of names) add(name, value)
  if (words[0] !== undefined) add(`f:${words[0]}`, weight)
  if (/\bv?\d+\.\d+(?:\.\d+)?/.test(clean)) add('x:version', weight)
  if (/\bfrom v?\d\S* to v?\d/.test(clean)) add('x:from_to', weight)
  if (clean.includes('`')) add('x:code', weight)
  if (words.length <= 2) add('x:short', weight)
}

function addPaths(features: Features, paths: readonly string[], total: number | undefined): void {
  if (paths.length === 0) {
    if (total !== undefined) features.set('k:0', 1)
    return
  }
  const count = (name: string, by: number): void => {
    features.set(name, (features.get(name) ?? 0) + by)
  }
  const share = 1 / paths.length
  const categories = new Set<FileCategory>()
  const parts = new Map<string, number>()
  for (const path of paths) {
    const category = fileCategory(path)
    categories.add(category)
    count(`c:${category}`, share)
    const names = path.toLowerCase().split('/')
    const name = names.pop() ?? ''
    const dot = name.lastIndexOf('.')
    if (total === undefined) {
      parts.set(`n:${name}`, (parts.get(`n:${name}`) ?? 0) + share)
      continue
    }
    count(`e:${dot > 0 ? name.slice(dot + 1).slice(0, 12) : '-'}`, share)
    for (const key of [...names.slice(0, 6).map((part) => `d:${part}`), `n:${name}`, `d0:${names[0] ?? ''}`])
      parts.set(key, (parts.get(key) ?? 0) + share)
  }
  for (const [name, part] of parts) features.set(name, Math.sqrt(part) * 0.7)
  const [only] = categories
  if (total === undefined) return
  if (categories.size === 1) features.set(`o:${only}`, 1)
  else features.set(`m:${[...categories].sort().join('+')}`, 1)
  features.set(`k:${total === 1 ? 1 : total <= 3 ? 3 : total <= 8 ? 8 : total <= 20 ? 20 : 99}`, 1)
}

/** Folds the common endings of English verbs and nouns; other languages pass unchanged. */
function stem(word: string): string {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return word
  return word
    .replace(/(?:sses)$/, 'ss')
    .replace(/ies$/, 'y')
    .replace(/(?<![su])s$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/e$/, '')
}
