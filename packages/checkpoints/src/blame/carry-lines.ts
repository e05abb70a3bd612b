import { alignSequences } from './align-sequences.ts'
import { type AttributedText, addRun, type Run, sliceRuns, type TextLines } from './attributed-text.ts'

/** Stretches with more words than this are compared line by line only. */
const MOST_WORDS = 20_000
/** A line of which less was kept is a new line that happens to share words with an old one. */
const KEPT_SHARE = 0.5
/** … unless so much of one old line is still there: a short line to which something long was added. */
const WHOLE_SHARE = 0.8
/** A word that more lines hold tells nothing of where a line came from. */
const MOST_HOLDERS = 20
/** A line with fewer letters and digits is too common to say that it was moved. */
const TELLING = 6

/** Lines of `to` that `from` does not explain yet have `undefined`. Those of `known` stay as they are. */
export type Carried = (readonly Run[] | undefined)[]

/**
 * Gives each line its authors as far as `from`, an earlier state, has it: the same line, also when it was indented anew or moved, and the
 * same words of a line that was changed, whose other words get `author`; null: changed lines stay unexplained.
 */
export function carryLines(from: AttributedText, to: TextLines, known: Carried, author: number | null): Carried {
  const matched = alignedKeys(from, to)
  const carried = [...known]
  const used = new Uint8Array(from.lines.length)
  matched.forEach((source, at) => {
    if (source < 0) return
    used[source] = 1
    carried[at] ??= from.runs[source]
  })
  if (!carried.includes(undefined)) return carried
  carryMoved(from, to, used, carried)
  if (author !== null) carryWords(from, to.lines, matched, used, carried, author)
  return carried
}

/** The same two texts are compared twice: for their lines, and for the words of what is left then. */
const aligned = new WeakMap<TextLines, { readonly to: TextLines; readonly matched: Int32Array }>()

function alignedKeys(from: TextLines, to: TextLines): Int32Array {
  const known = aligned.get(from)
  if (known?.to === to) return known.matched
  const matched = alignSequences(from.keys, to.keys)
  aligned.set(from, { to, matched })
  return matched
}

/** Gives unexplained lines that `from` has the authors they have there; only telling ones, and what stands beside them. */
export function carryAppeared(from: AttributedText, to: TextLines, known: Carried): Carried {
  const carried = [...known]
  carryMoved(from, to, new Uint8Array(from.lines.length), carried)
  return carried
}

/** A telling line that was taken away in one place and put in at another; blocks of them take their untelling lines along. */
function carryMoved(from: AttributedText, to: TextLines, used: Uint8Array, carried: Carried): void {
  const { keys: oldKeys } = from
  const { keys: newKeys } = to
  const wanted = new Set(newKeys.filter((_, at) => carried[at] === undefined))
  const gone = new Map<string, number>()
  oldKeys.forEach((key, at) => {
    if (used[at] === 0 && wanted.has(key) && isTelling(key)) gone.set(key, gone.has(key) ? -1 : at)
  })
  if (gone.size === 0) return
  for (let at = 0; at < newKeys.length; at++) {
    const source = carried[at] === undefined ? gone.get(newKeys[at] as string) : undefined
    if (source === undefined || source < 0 || used[source] === 1) continue
    for (const step of [1, -1]) {
      let [x, y] = step === 1 ? [source, at] : [source - 1, at - 1]
      while (oldKeys[x] !== undefined && oldKeys[x] === newKeys[y] && used[x] === 0 && carried[y] === undefined) {
        used[x] = 1
        carried[y] = from.runs[x]
        x += step
        y += step
      }
    }
  }
}

/** Whether a line without its blanks says enough to be known again elsewhere. */
export function isTelling(key: string): boolean {
  let found = 0
  for (const char of key) if (/[\p{L}\p{N}]/u.test(char) && ++found >= TELLING) return true
  return false
}

interface Word {
  readonly text: string
  readonly line: number
  /** Among the characters of the line that are not blank. */
  readonly start: number
}

/** Between two lines that stayed, the words that were kept keep their authors. */
function carryWords(
  from: AttributedText,
  to: readonly string[],
  matched: Int32Array,
  used: Uint8Array,
  carried: Carried,
  author: number,
): void {
  let source = 0
  for (let at = 0; at < to.length; ) {
    if ((matched[at] as number) >= 0) {
      source = (matched[at] as number) + 1
      at += 1
      continue
    }
    let end = at
    while (end < to.length && (matched[end] as number) < 0) end += 1
    const sourceEnd = end < to.length ? (matched[end] as number) : from.lines.length
    const olds: number[] = []
    for (let one = source; one < sourceEnd; one++) if (used[one] === 0) olds.push(one)
    const news: number[] = []
    for (let one = at; one < end; one++) if (carried[one] === undefined) news.push(one)
    if (olds.length > 0 && news.length > 0) carryStretch(from, to, olds, news, carried, author)
    at = end
  }
  carryMovedWords(from, to, used, carried, author)
}

/** A line that was moved and changed at once is looked for among all that were taken away, by the words that they share. */
function carryMovedWords(
  from: AttributedText,
  to: readonly string[],
  used: Uint8Array,
  carried: Carried,
  author: number,
): void {
  const left = to.flatMap((_, at) => (carried[at] === undefined ? [at] : []))
  if (left.length === 0) return
  const holders = new Map<string, number[]>()
  from.lines.forEach((text, line) => {
    if (used[line] === 1) return
    for (const word of new Set(wordsOf(text, line).map((one) => one.text))) {
      if (weightOf(word) === 0) continue
      const known = holders.get(word)
      if (known === undefined) holders.set(word, [line])
      else if (known.length < MOST_HOLDERS) known.push(line)
    }
  })
  if (holders.size === 0) return
  for (const at of left) {
    const shared = new Map<number, number>()
    for (const { text: word } of wordsOf(to[at] as string, at)) {
      for (const line of holders.get(word) ?? []) shared.set(line, (shared.get(line) ?? 0) + weightOf(word))
    }
    const [best] = [...shared].sort(([, a], [, b]) => b - a)
    if (best !== undefined && best[1] >= TELLING) carryStretch(from, to, [best[0]], [at], carried, author)
  }
}

function carryStretch(
  from: AttributedText,
  to: readonly string[],
  olds: readonly number[],
  news: readonly number[],
  carried: Carried,
  author: number,
): void {
  const oldWords = olds.flatMap((line) => wordsOf(from.lines[line] as string, line))
  const newWords = news.flatMap((line) => wordsOf(to[line] as string, line))
  if (oldWords.length + newWords.length > MOST_WORDS) return
  const matched = alignSequences(
    oldWords.map(({ text }) => text),
    newWords.map(({ text }) => text),
  )
  const weights = new Map<number, number>()
  for (const { text, line } of oldWords) weights.set(line, (weights.get(line) ?? 0) + weightOf(text))
  let at = 0
  for (const line of news) {
    const first = at
    const keptOf = new Map<number, number>()
    let [kept, all] = [0, 0]
    for (; newWords[at]?.line === line; at++) {
      const { text } = newWords[at] as Word
      const old = oldWords[matched[at] as number]
      all += weightOf(text)
      if (old === undefined) continue
      kept += weightOf(text)
      keptOf.set(old.line, (keptOf.get(old.line) ?? 0) + weightOf(text))
    }
    const whole = [...keptOf].some(
      ([old, weight]) => weight >= TELLING && weight >= (weights.get(old) ?? 0) * WHOLE_SHARE,
    )
    if (kept === 0 || (kept < all * KEPT_SHARE && !whole)) continue
    const runs: Run[] = []
    for (let word = first; word < at; word++) {
      const { text } = newWords[word] as Word
      const old = oldWords[matched[word] as number]
      if (old === undefined) addRun(runs, author, text.length)
      else
        for (const run of sliceRuns(from.runs[old.line] ?? [], old.start, old.start + text.length))
          addRun(runs, run.author, run.length)
    }
    carried[line] = runs
  }
}

/** Signs are too common to say that a line was kept. */
function weightOf(word: string): number {
  return /[\p{L}\p{N}]/u.test(word) ? word.length : 0
}

function wordsOf(text: string, line: number): Word[] {
  const words: Word[] = []
  let start = 0
  for (const [word] of text.matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)) {
    words.push({ text: word, line, start })
    start += word.length
  }
  return words
}
