import type { SummaryGrade, SummaryPoints } from '@ses/schema'
import type { JSX } from 'preact'
import { letterTone } from '../../format/letter.ts'
import { Icon } from '../../parts/icon.tsx'

/** The grade, and on demand each reason with its points. */
export function Why({ grade }: { readonly grade: SummaryGrade }): JSX.Element {
  if (grade.score === null) {
    return (
      <div class="verdict" data-tone="none">
        <b class="verdict-letter">–</b>
        <span class="about">too little to grade</span>
      </div>
    )
  }
  return (
    <details class="verdict menu" data-tone={letterTone(grade.letter)}>
      <summary aria-label={`Grade ${grade.letter}, ${grade.score} of 100: why`}>
        <b class="verdict-letter">{grade.letter}</b>
        <span>
          <span class="verdict-score">{grade.score}</span>
          <span class="about"> / 100</span>
          <span class="verdict-why">
            Why <Icon name="down" size={12} />
          </span>
        </span>
      </summary>
      <div class="menu-list why">
        <p class="about">
          Process {grade.process ?? '–'} + outcome {grade.outcome ?? '–'}. These add up to the score:
        </p>
        <ul>
          {[...grade.bonuses, ...grade.penalties].map((points) => (
            <Points key={points.id} points={points} />
          ))}
        </ul>
      </div>
    </details>
  )
}

function Points({ points: { points, reason } }: { readonly points: SummaryPoints }): JSX.Element {
  return (
    <li>
      <span class="num points" data-tone={points < 0 ? 'bad' : 'good'}>
        {points < 0 ? '−' : '+'}
        {Math.abs(points)}
      </span>
      <span>{reason}</span>
    </li>
  )
}
