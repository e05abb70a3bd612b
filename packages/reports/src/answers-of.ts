import type { ToolCallEvent } from '@ses/model'
import { oneLine } from './one-line.ts'

const MAX_QUESTION = 140
const MAX_ANSWER = 160

/** Questions that an agent put through its asking tool, each with the person's answer: `Which padding? → Outer gutter`. */
export function answersOf({ input, output = '' }: ToolCallEvent): string[] {
  const answers = structured(output)
  return questionsOf(input).flatMap(({ id, header, question }) => {
    const answer = answers?.get(id) ?? answers?.get(question) ?? spoken(output, question)
    if (answer === undefined || answer.trim() === '') return []
    const asked =
      question.length > MAX_QUESTION && header !== undefined ? `${header}:` : oneLine(question, MAX_QUESTION)
    return [`${asked} → ${oneLine(answer.replaceAll(' (Recommended)', ''), MAX_ANSWER)}`]
  })
}

interface Question {
  readonly id: string
  readonly header?: string
  readonly question: string
}

function questionsOf(input: string | undefined): Question[] {
  const list = recordOf(parse(input))?.['questions']
  if (!Array.isArray(list)) return []
  return list.flatMap((value: unknown) => {
    const { id, header, question } = recordOf(value) ?? {}
    if (typeof question !== 'string') return []
    return [{ id: typeof id === 'string' ? id : question, question, ...(typeof header === 'string' ? { header } : {}) }]
  })
}

/** Codex: `{"answers":{"<id>":{"answers":["…"]}}}`. */
function structured(output: string): Map<string, string> | undefined {
  const answers = recordOf(recordOf(parse(output))?.['answers'])
  if (answers === undefined) return undefined
  return new Map(
    Object.entries(answers).map(([id, value]) => {
      const given = recordOf(value)?.['answers'] ?? value
      return [id, Array.isArray(given) ? given.join(', ') : String(given)]
    }),
  )
}

/** Claude Code: `"<question>"="<answer>"`, or a note in place of an option. */
function spoken(output: string, question: string): string | undefined {
  const at = output.indexOf(`"${question}"=`)
  if (at < 0) return undefined
  const rest = output.slice(at + question.length + 3, at + question.length + 2000)
  if (!rest.startsWith('"')) return /^\([^)]{0,40}\) notes: ([^\n]{1,600}?)(?:\. You can|\.\. Read|$)/.exec(rest)?.[1]
  return rest.slice(1, rest.indexOf('"', 1))
}

function parse(text: string | undefined): unknown {
  if (text === undefined || !/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}
