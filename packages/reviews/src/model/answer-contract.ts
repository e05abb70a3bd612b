import type { ReviewCategory, ReviewSeverity } from '@ses/schema'
import { severities } from '../finding.ts'

/** One finding as a model reports it. Its texts are the model's own and not masked. */
export interface ModelFinding {
  readonly severity: ReviewSeverity
  readonly category: ReviewCategory
  readonly title: string
  readonly message: string
  /** Null: it concerns the change as a whole. */
  readonly file: string | null
  /** Of the new file, from 1; null when it concerns the file as a whole. */
  readonly line: number | null
  readonly recommendation: string
  /** 0–1. */
  readonly confidence: number
}

const categories: readonly ReviewCategory[] = [
  'bug',
  'security',
  'performance',
  'maintainability',
  'test-gap',
  'process',
]

/** Findings of one answer that are looked at: a model that reports more has not chosen. */
const MOST = 100
const LONGEST = 2_000

/** The answer a model is asked for, as JSON Schema. */
export const answerSchema: Readonly<Record<string, unknown>> = {
  type: 'object',
  additionalProperties: false,
  required: ['findings'],
  properties: {
    findings: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['severity', 'category', 'title', 'message', 'file', 'line', 'recommendation', 'confidence'],
        properties: {
          severity: { enum: severities },
          category: { enum: categories },
          title: { type: 'string', description: 'One short sentence' },
          message: { type: 'string', description: 'What is wrong and how it shows' },
          file: { type: ['string', 'null'], description: 'Path as the diff writes it' },
          line: { type: ['integer', 'null'], description: 'Line number of the new file, as the diff shows it' },
          recommendation: { type: 'string' },
          confidence: { type: 'number', minimum: 0, maximum: 1 },
        },
      },
    },
  },
}

/** The findings in an answer; undefined when it is not of the contract. A finding without severity or title is left out. */
export function readAnswer(value: unknown): ModelFinding[] | undefined {
  const list = Array.isArray(value) ? value : (value as { findings?: unknown } | null)?.findings
  if (!Array.isArray(list)) return undefined
  return list.slice(0, MOST).flatMap((item) => findingOf(item))
}

function findingOf(item: unknown): ModelFinding[] {
  if (typeof item !== 'object' || item === null) return []
  const { severity, category, title, message, file, line, recommendation, confidence } = item as Record<string, unknown>
  const known = severities.find((name) => name === String(severity).toLowerCase())
  const text = textOf(title)
  if (known === undefined || text === '') return []
  return [
    {
      severity: known,
      category: categories.find((name) => name === category) ?? 'maintainability',
      title: text,
      message: textOf(message),
      file: typeof file === 'string' && file !== '' ? file.replace(/^(?:a|b)\//, '').replace(/^\.\//, '') : null,
      line: typeof line === 'number' && Number.isInteger(line) && line >= 1 ? line : null,
      recommendation: textOf(recommendation),
      confidence: typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? confidence : 0.5,
    },
  ]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, LONGEST) : ''
}
