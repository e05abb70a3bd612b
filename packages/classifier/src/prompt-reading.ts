import { goalLine } from './goal-line.ts'
import { writtenLines } from './prompt-text.ts'

/** What a prompt says, read once and used by every verdict. */
interface PromptReading {
  /** See `goalLine`. */
  readonly goal: string | undefined
  /** A short prompt in full, without what was pasted; the goal of a long one; absent when it states no goal. */
  readonly request: string | undefined
}

/** Looks a prompt's reading up. */
export type PromptReader = (prompt: string) => PromptReading

/** Prompts up to this length and without headings are read in full; others hold plans and pastes that speak of everything. */
const SHORT = 800

/** A reader that reads each different prompt once. */
export function promptReader(): PromptReader {
  const readings = new Map<string, PromptReading>()
  return (prompt) => {
    const known = readings.get(prompt)
    if (known !== undefined) return known
    const goal = goalLine(prompt)
    const request =
      goal === undefined || prompt.length > SHORT || /^#{1,4} /m.test(prompt) ? goal : writtenLines(prompt).join('. ')
    const reading: PromptReading = { goal, request }
    readings.set(prompt, reading)
    return reading
  }
}
