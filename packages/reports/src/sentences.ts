/** Longest text that is read; what an agent says beyond it is data. */
const MAX_TEXT = 40_000

/**
 * The sentences of a text in order, each on one line: fenced code, tables and quoted output left out, list marks and emphasis
 * taken off. A line is never joined with the next unless it goes on in mid-sentence.
 */
export function sentencesOf(text: string): string[] {
  return paragraphsOf(text.slice(0, MAX_TEXT)).flatMap(splitSentences)
}

/** Leading sentences that fit `limit` UTF-16 units together; '' when the first alone does not. */
export function leadingSentences(text: string, limit: number): string {
  const taken: string[] = []
  let length = 0
  for (const sentence of sentencesOf(text)) {
    length += sentence.length + 2
    if (length - 2 > limit) break
    taken.push(sentence)
  }
  // What only leads up to a list that did not fit says nothing.
  while (taken.at(-1)?.endsWith(':') === true) taken.pop()
  return taken
    .map((sentence, index) => (index === taken.length - 1 || ENDED.test(sentence) ? sentence : `${sentence};`))
    .join(' ')
}

const ENDED = /[.!?:;,。！？…)]$/
const FENCE = /^\s*(?:```|~~~)/
/** Rows of a table, rules, quotes, and indented code. */
const NO_PROSE = /^\s*(?:\||[-=*_]{3,}\s*$|>|<)|^(?: {4,}|\t)\S*[{}();=]/
/** A line that ends after so many characters without a full stop was broken by hand or by a terminal. */
const WRAPPED = 70
/** A section's name says nothing by itself. */
const HEADING = /^\s*#{1,6}\s|^\s*\*\*[^*]{1,80}\*\*:?\s*$/
const MARK = /^\s*(?:[-*+•·]|\d{1,3}[.)]|\[[ xX]\])\s+/

function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = []
  let current = ''
  let fenced = false
  let width = 0
  const end = (): void => {
    if (current !== '') paragraphs.push(current)
    current = ''
  }
  for (const raw of text.split('\n')) {
    if (FENCE.test(raw)) {
      fenced = !fenced
      end()
      continue
    }
    if (fenced || raw.trim() === '' || NO_PROSE.test(raw)) {
      end()
      continue
    }
    if (HEADING.test(raw)) {
      end()
      continue
    }
    const marked = MARK.test(raw)
    const line = plain(raw.replace(MARK, '').replace(MARK, ''))
    // Wrapped prose goes on in lower case or after a full line; anything else on a new line is a thought of its own.
    if (marked || (!/^\p{Ll}/u.test(line) && width < WRAPPED) || /[.!?:。！？]$/.test(current)) end()
    current = current === '' ? line : `${current} ${line}`
    width = raw.length
  }
  end()
  return paragraphs
}

/** Without the marks of emphasis and the targets of links; code spans keep their marks. */
function plain(line: string): string {
  return line
    .replace(/!?\[([^\]\n]{1,300})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/\[Image #\d{1,3}\]/g, '')
    .replaceAll('**', '')
    .replaceAll('__', '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

/** Ends that are none: abbreviations, initials, numbers of a list. */
const NO_END = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|no|fig|mr|ms|dr|st)|(?:^|\s)\p{Lu}|(?:^|\s)\d{1,2})\.$/iu

function splitSentences(paragraph: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (const match of paragraph.matchAll(/[.!?][)"'”’`]?(?=\s)|[。！？]/g)) {
    const end = match.index + match[0].length
    const next = /^\s*(\S)/.exec(paragraph.slice(end, end + 8))?.[1] ?? ''
    const before = paragraph.slice(Math.max(start, end - 12), end)
    if (match[0] === '.' && (NO_END.test(before) || /\p{Ll}/u.test(next))) continue
    sentences.push(paragraph.slice(start, end).trim())
    start = end
  }
  sentences.push(paragraph.slice(start).trim())
  return sentences.filter((sentence) => /\p{L}/u.test(sentence))
}
