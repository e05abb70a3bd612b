import type { BlamedLine } from '@ses/checkpoints'
import type { BlameCounts } from '@ses/schema'

/** Lines by who wrote them. */
export function countLines(lines: readonly Pick<BlamedLine, 'kind'>[]): BlameCounts {
  const counts = { lines: lines.length, agent: 0, human: 0, mixed: 0, unknown: 0 }
  for (const { kind } of lines) counts[kind] += 1
  return counts
}
