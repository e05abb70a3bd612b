import { SesError } from '@ses/model'
import type { DashboardLimits } from '@ses/schema'
import * as z from 'zod'
import type { Calendar } from '../calendar.ts'
import { type Period, periodOf } from './period.ts'
import { type SessionListQuery, sortKeys } from './session-page.ts'
import type { TimelineQuery } from './timeline-of.ts'

/** The parameters of an address. */
export type Params = Readonly<Record<string, string>>

const text = z.string().max(500)
const optionalText = text.optional().transform((value) => (value === '' ? undefined : value))
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true')
const DAY = 'expected a day like 2026-02-27'
const time = z.union(
  [
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/)
      .refine((value) => !Number.isNaN(Date.parse(`${value}T00:00:00Z`))),
    z.iso.datetime({ offset: true }),
  ],
  { error: DAY },
)
const values = z
  .string()
  .max(1000)
  .transform((list) => list.split(',').filter((value) => value !== ''))
  .transform((list) => (list.length === 0 ? undefined : list))
  .optional()
const whole = z.coerce.number().int().min(0).max(10_000_000).default(0)
/** Who asks for more than `most` gets `most`. */
const upTo = (standard: number, most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .default(standard)
    .transform((value) => Math.min(value, most))

const period = { since: time.optional(), until: time.optional() }
const periodParams = z.object(period)
const sessionParams = z.object({
  q: optionalText,
  sort: z.enum(sortKeys).default('start'),
  order: z.enum(['asc', 'desc']).default('desc'),
  agent: values,
  type: values,
  risk: values,
  grade: values,
  pattern: values,
  file: optionalText,
  active: flag.optional(),
  ...period,
  offset: whole,
  limit: upTo(100, 200),
})
const timelineParams = z.object({
  after: whole,
  limit: upTo(200, 500),
  around: optionalText,
  session: optionalText,
})
const fileParams = z.object({ q: text.default(''), offset: whole, limit: upTo(100, 500) })
const historyParams = z.object({ path: z.string().min(1).max(4000) })
const searchParams = z.object({
  q: z.string().max(300).default(''),
  regex: flag.default(false),
  case: flag.default(false),
  offset: whole.pipe(z.number().max(10_000)),
  limit: upTo(20, 100),
})

const usd = z.number().min(0).max(1e9).nullable()
const limitsBody = z.strictObject({
  limits: z.strictObject({ session: usd, day: usd, month: usd, project: usd, warn_at: z.number().min(0).max(1) }),
})

/** `since` and `until`. All readers here throw `SesError` `usage` that names what is wrong. */
export function readPeriod(params: Params, calendar: Calendar): Period {
  const { since, until } = parse(periodParams, params)
  return periodOf(since, until, calendar)
}

export function readSessionList(params: Params, calendar: Calendar): SessionListQuery {
  const { sort, order, offset, limit, since, until, q, pattern, file, active, ...lists } = parse(sessionParams, params)
  const { agent, type, risk, grade } = lists
  return {
    sort,
    order,
    offset,
    limit,
    period: periodOf(since, until, calendar),
    values: {
      ...(agent === undefined ? {} : { agent }),
      ...(type === undefined ? {} : { type }),
      ...(risk === undefined ? {} : { risk }),
      ...(grade === undefined ? {} : { grade }),
    },
    ...(q === undefined ? {} : { q }),
    ...(pattern === undefined ? {} : { patterns: pattern }),
    ...(file === undefined ? {} : { file }),
    ...(active === undefined ? {} : { active }),
  }
}

export function readTimeline(params: Params): TimelineQuery {
  const { after, limit, around, session } = parse(timelineParams, params)
  return { after, limit, ...(around === undefined ? {} : { around }), ...(session === undefined ? {} : { session }) }
}

export function readFileList(params: Params): { readonly q: string; readonly offset: number; readonly limit: number } {
  return parse(fileParams, params)
}

/** The path whose history is asked for. */
export function readHistoryPath(params: Params): string {
  return parse(historyParams, params).path
}

/** What a search is for. */
export interface SearchParams {
  readonly q: string
  readonly regex: boolean
  /** Whether upper and lower case differ. */
  readonly case: boolean
  /** Sessions to skip. */
  readonly offset: number
  readonly limit: number
}

export function readSearch(params: Params): SearchParams {
  return parse(searchParams, params)
}

/** The limits in the body of `PUT /api/budgets`. */
export function readLimits(body: unknown): DashboardLimits {
  return parse(limitsBody, body).limits
}

function parse<Out>(schema: z.ZodType<Out>, value: unknown): Out {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.') ?? ''
  throw new SesError('usage', `${path === '' ? '' : `${path}: `}${issue?.message ?? 'not understood'}`)
}
