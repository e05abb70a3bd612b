import type { JSX } from 'preact'
import { letterTone } from '../format/letter.ts'

/** Letter in the colour of its meaning; the score, where given, stands beside it. */
export function Grade({ letter, score }: { readonly letter: string; readonly score?: number | null }): JSX.Element {
  const told = score === null || score === undefined ? '' : `, ${Math.round(score)} of 100`
  return (
    <span class="grade" data-tone={letterTone(letter)} title={`Grade ${letter}${told}`}>
      <b>{letter === 'N/A' ? '–' : letter}</b>
      {told === '' ? null : <span class="grade-score">{Math.round(score ?? 0)}</span>}
    </span>
  )
}
