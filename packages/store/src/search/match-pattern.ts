import { runInNewContext } from 'node:vm'
import { SesError } from '@ses/model'
import type { FoundPiece, TextMatch } from './scan-texts.ts'
import { PIECE, TEXT, textKinds } from './search-text.ts'
import type { TextPart } from './text-log.ts'

const MAX_HITS = 50
const MAX_PIECES = 5

/** Milliseconds a pattern may run in all, before it is called too slow. */
const PATTERN_MS = 5000

/**
 * Finds the sessions whose text a regular expression matches, unsorted. Patterns are the user's own and may take for ever, so they run
 * under a clock. Throws `SesError` `usage` for one that is none, or too slow.
 */
export function matchPattern(
  parts: readonly TextPart[],
  source: string,
  ignoreCase: boolean,
  limitMs: number = PATTERN_MS,
): TextMatch[] {
  const pattern = compile(source, ignoreCase)
  const scan = (): TextMatch[] =>
    parts.flatMap(({ bytes, blocks }) =>
      blocks.flatMap(({ folder, start, end }) => matchText(folder, bytes.toString('utf8', start, end), pattern)),
    )
  try {
    return runInNewContext('scan()', { scan }, { timeout: limitMs }) as TextMatch[]
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause
    throw new SesError('usage', `the pattern ${source} takes longer than ${limitMs / 1000} s here`, { cause })
  }
}

function compile(source: string, ignoreCase: boolean): RegExp {
  const flags = ignoreCase ? 'gim' : 'gm'
  try {
    return new RegExp(source, `${flags}u`)
  } catch {
    // Patterns that only the older syntax allows: `\-`, `{`.
  }
  try {
    return new RegExp(source, flags)
  } catch (cause) {
    throw new SesError('usage', (cause as Error).message.replace(/^Invalid regular expression: /, ''), { cause })
  }
}

function matchText(folder: string, text: string, pattern: RegExp): TextMatch[] {
  const pieces: FoundPiece[] = []
  let hits = 0
  for (const piece of text.split(String.fromCharCode(PIECE))) {
    const textAt = piece.indexOf(String.fromCharCode(TEXT)) + 1
    if (textAt === 0) continue
    const content = piece.slice(textAt).replace(/\n$/, '')
    pattern.lastIndex = 0
    let first: number | undefined
    for (let match = pattern.exec(content); match !== null && hits < MAX_HITS; match = pattern.exec(content)) {
      if (match[0] === '') {
        pattern.lastIndex += 1
        continue
      }
      first ??= match.index
      hits += 1
    }
    if (first === undefined || pieces.length === MAX_PIECES) continue
    const kind = textKinds[piece.charAt(0)] ?? 'reply'
    pieces.push({ kind, turn: Number(piece.slice(1, textAt - 1)) || 0, text: content, at: first })
  }
  return hits === 0 ? [] : [{ folder, score: Math.log2(1 + hits), hits, pieces: () => pieces }]
}
