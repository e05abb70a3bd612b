import { goalLine } from './goal-line.ts'
import { writtenLines } from './prompt-text.ts'

/** What a prompt says, read once and used by every verdict. */
export interface PromptReading {
  /** See `goalLine`. */
  readonly goal: string | undefined
  /** A short prompt in full, without what was pasted; the goal of a long one; absent when it states no goal. */
  readonly request: string | undefined
}

/** Looks a prompt's reading up. */
export type PromptReader = (prompt: string) => PromptReading

/** Prompts up to this length are read in full; longer ones hold plans and pastes that speak of everything. */
const SHORT = 400

/** A reader that reads each different prompt once. */
export function promptReader(): PromptReader {
  const readings = new Map<string, PromptReading>()
  return (prompt) => {
    const known = readings.get(prompt)
    if (known !== undefined) return known
    const goal = goalLine(prompt)
    const request = goal === undefined || prompt.length > SHORT ? goal : writtenLines(prompt).join('. ')
    const reading: PromptReading = { goal: bare(goal), request: bare(request) }
    readings.set(prompt, reading)
    return reading
  }
}

/** Addresses are left out: their words are not the human's. */
function bare(text: string | undefined): string | undefined {
  if (text?.includes('://') !== true) return text
  const rest = text.replace(/https?:\/\/\S+/g, ' ').replace(/ {2,}/g, ' ').trim()
  return rest === '' ? text : rest
}
