import { type SessionType, sessionTypes } from '../src/session-type.ts'

/** A hand-given label of one session file; no text of the transcript is kept. */
export interface SessionLabel {
  /** Path below the corpus folder. */
  readonly file: string
  /** `dev` was looked at while cues were written, `held-out` was not. */
  readonly split: string
  readonly type: SessionType
  /** Types that a second reader could defend as well. */
  readonly also: readonly string[]
}

/** Reads `sessions.tsv`: file, split, type, also, why. */
export function readSessionLabels(text: string): SessionLabel[] {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file = '', split = '', type = '', also = ''] = line.split('\t')
      const known = sessionTypes.find((each) => each === type)
      if (known === undefined) throw new Error(`unknown type in sessions.tsv: ${line}`)
      return { file, split, type: known, also: also === '-' ? [] : also.split(',') }
    })
}
