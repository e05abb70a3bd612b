import { estimateTokens } from '@ses/reports'
import type { ExplainedTurn } from '@ses/schema'
import { type TurnLayer, turnsText, turnText } from './turn-text.ts'

/** A session as text for a model. */
export interface SessionDigest {
  readonly text: string
  readonly turns: number
  /** Turns told with less than all that is known of them. */
  readonly condensed: number
}

/**
 * Fits a session into so many tokens, estimated, without leaving a turn out: first the turns in the middle are told more briefly, then all
 * but the last ones, and in the end neighbours share a line. `head` stands before the turns.
 */
export function digestSession(head: string, turns: readonly ExplainedTurn[], maxTokens: number): SessionDigest {
  const room = Math.max(0, maxTokens - estimateTokens(head) - 8)
  const lines = turns.length === 0 ? [] : fitTurns(turns, room)
  return {
    text: [head, ...(lines.length === 0 ? [] : ['## Turns', ...lines.map(({ text }) => text)])].join('\n\n'),
    turns: turns.length,
    condensed: lines.reduce((sum, line) => sum + (line.layer === 0 ? 0 : line.count), 0),
  }
}

interface Line {
  readonly text: string
  readonly count: number
  /** 4: several turns in one. */
  readonly layer: TurnLayer | 4
}

function fitTurns(turns: readonly ExplainedTurn[], room: number): Line[] {
  const layers = new Array<TurnLayer>(turns.length).fill(0)
  const cost = (index: number, layer: TurnLayer): number =>
    estimateTokens(turnText(turns[index] as ExplainedTurn, index + 1, layer)) + 1
  const costs = turns.map((_, index) => cost(index, 0))
  let total = costs.reduce((sum, each) => sum + each, 0)
  for (const { index, layer } of stepsFor(turns.length)) {
    if (total <= room) break
    const briefer = cost(index, layer)
    total += briefer - (costs[index] ?? 0)
    costs[index] = briefer
    layers[index] = layer
  }
  const lines = turns.map((turn, index): Line => {
    const layer = layers[index] ?? 0
    return { text: turnText(turn, index + 1, layer), count: 1, layer }
  })
  return total <= room ? lines : mergeTurns(turns, lines, room)
}

/** Longer than any line of several turns, in tokens. */
const GROUP_TOKENS = 70

/** Keeps the last turns apart as far as they fit into a third of the room, and spreads the others over the rest. */
function mergeTurns(turns: readonly ExplainedTurn[], lines: readonly Line[], room: number): Line[] {
  let kept = 0
  let used = 0
  while (kept < lines.length - 1) {
    const next = estimateTokens(lines[lines.length - 1 - kept]?.text ?? '') + 1
    if (used + next > room / 3) break
    used += next
    kept += 1
  }
  const merged = turns.length - kept
  const groups = Math.max(1, Math.min(merged, Math.floor((room - used) / GROUP_TOKENS)))
  const grouped = Array.from({ length: groups }, (_, group): Line => {
    const [from, to] = [Math.floor((group * merged) / groups), Math.floor(((group + 1) * merged) / groups)]
    return { text: turnsText(turns.slice(from, to), from + 1), count: to - from, layer: 4 }
  })
  return [...grouped, ...lines.slice(lines.length - kept)]
}

/** So many layers the least important turn is ahead of the most important one. */
const HEAD_START = 4

/** In which order turns are told more briefly: the middle first and furthest, then the beginning, the first turn, and the end last. */
function stepsFor(length: number): { readonly index: number; readonly layer: TurnLayer }[] {
  const weight = (index: number): number => (index === 0 ? length - 1.5 : Math.max(index, (length - index) / 2))
  const ranked = Array.from({ length }, (_, index) => index).sort((a, b) => weight(a) - weight(b))
  return ranked
    .flatMap((index, rank) =>
      ([1, 2, 3] as const).map((layer) => ({ index, layer, key: layer + (HEAD_START * rank) / length })),
    )
    .sort((a, b) => a.key - b.key)
}
