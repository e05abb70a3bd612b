import { type FileTouch, type Masked, type Session, toolCallsOf, walkSessions } from '@ses/model'

/** Lines of one file, from 1, that the session wrote and that were still there at its end. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/** A file while its text is known: which of its lines the session wrote. */
interface KnownFile {
  lines: readonly string[]
  ours: readonly boolean[]
}

/** What stands in a text that was kept without its middle, so that its lines cannot be counted. */
const SHORTENED = /\n\[… \d+ characters left out/

/**
 * The line ranges that a session wrote, by path, in order of first change. Lines can only be told for files whose whole text the
 * session wrote once; a file that was only edited is there without ranges, because transcripts do not tell where an edit stands.
 */
export function lineRangesOf(session: Session<Masked>): ReadonlyMap<string, readonly LineRange[]> {
  const files = new Map<string, KnownFile | undefined>()
  for (const touch of touchesOf(session)) apply(files, touch)
  return new Map([...files].map(([path, file]) => [path, file === undefined ? [] : rangesOf(file.ours)]))
}

function* touchesOf(session: Session<Masked>): Generator<FileTouch<Masked>> {
  for (const part of walkSessions(session)) {
    for (const call of toolCallsOf(part)) if (call.outcome === 'ok') yield* call.files
  }
}

function apply(files: Map<string, KnownFile | undefined>, touch: FileTouch<Masked>): void {
  const { path, operation } = touch
  if (operation === 'delete') files.delete(path)
  else if (operation === 'rename' && touch.to !== undefined) {
    const file = files.get(path)
    files.delete(path)
    files.set(touch.to, file)
  } else if (operation === 'create' || operation === 'write') {
    const lines = linesOf(touch.after)
    files.set(path, lines && { lines, ours: lines.map(() => true) })
  } else if (operation === 'edit') files.set(path, edited(files.get(path), touch))
}

/** The file after an edit; unknown when the replaced text does not stand in it exactly once. */
function edited(file: KnownFile | undefined, { before, after }: FileTouch<Masked>): KnownFile | undefined {
  if (file === undefined || before === undefined || before === '' || after === undefined) return undefined
  if (SHORTENED.test(before) || SHORTENED.test(after)) return undefined
  const text = file.lines.join('\n')
  const at = text.indexOf(before)
  if (at < 0 || text.indexOf(before, at + 1) >= 0) return undefined
  const lines = `${text.slice(0, at)}${after}${text.slice(at + before.length)}`.split('\n')
  const first = text.slice(0, at).split('\n').length - 1
  const replaced = before.split('\n').length
  const written = after.split('\n').length
  const ours = [
    ...file.ours.slice(0, first),
    ...new Array<boolean>(written).fill(true),
    ...file.ours.slice(first + replaced),
  ]
  return { lines, ours }
}

/** The lines of a whole text; a line break at its end starts no line. */
function linesOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || SHORTENED.test(text)) return undefined
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function rangesOf(ours: readonly boolean[]): LineRange[] {
  const ranges: { start: number; end: number }[] = []
  ours.forEach((own, index) => {
    const last = ranges.at(-1)
    if (!own) return
    if (last?.end === index) last.end = index + 1
    else ranges.push({ start: index + 1, end: index + 1 })
  })
  return ranges
}
