import type { SummaryLetter } from '@ses/schema'

const steps: readonly (readonly [number, SummaryLetter])[] = [
  [95, 'A+'],
  [90, 'A'],
  [75, 'B'],
  [60, 'C'],
  [45, 'D'],
]

/** Letter of a score by the same steps as the grade of a session. */
export function letterOf(score: number | null): SummaryLetter {
  if (score === null) return 'N/A'
  return steps.find(([least]) => score >= least)?.[1] ?? 'F'
}

/** Name of the semantic colour of a letter. */
export function letterTone(letter: string): 'good' | 'fair' | 'poor' | 'bad' | 'none' {
  if (letter.startsWith('A')) return 'good'
  if (letter === 'B') return 'fair'
  if (letter === 'C') return 'poor'
  return letter === 'D' || letter === 'F' ? 'bad' : 'none'
}
