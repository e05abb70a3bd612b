import type { FileCategory, ToolAction } from '@ses/model'
import * as z from 'zod'
import type { SummaryOperation, SummaryRisk, SummaryType } from '../documents/fixed-summary.ts'
import type { SummaryLetter, SummaryPoints } from '../documents/summary.ts'
import type { TokenCounts, UnpricedModel } from '../documents/token-counts.ts'
import { summaryRisks, summaryTypes } from '../summary-values.ts'

type Enum<Value extends string> = z.ZodEnum<{ [Key in Value]: Key }>

/** Any text; times too, which nobody parses at this edge. */
export const text: z.ZodString = z.string()
/** A whole number from 0. */
export const count: z.ZodInt = z.int().nonnegative()
/** US dollars. */
export const cost: z.ZodNumber = z.number().nonnegative()
/** Ids, names or paths. */
export const texts: z.ZodArray<z.ZodString> = z.array(z.string())
/** Whole numbers by name. */
export const counted: z.ZodRecord<z.ZodString, z.ZodInt> = z.record(z.string(), count)

/** The twelve types. */
export const type: Enum<SummaryType> = z.enum(summaryTypes)

/** The three risks. */
export const risk: Enum<SummaryRisk> = z.enum(summaryRisks)

/** The seven letters. */
export const letter: Enum<SummaryLetter> = z.enum(['A+', 'A', 'B', 'C', 'D', 'F', 'N/A'])

/** The five operations. */
export const operation: Enum<SummaryOperation> = z.enum(['create', 'write', 'edit', 'delete', 'rename'])

/** The nine categories. */
export const fileCategory: Enum<FileCategory> = z.enum([
  'source',
  'test',
  'docs',
  'config',
  'migration',
  'ci',
  'dependency',
  'asset',
  'generated',
])

/** The fifteen actions. */
export const toolAction: Enum<ToolAction> = z.enum([
  'read',
  'write',
  'edit',
  'delete',
  'shell',
  'search',
  'list',
  'fetch',
  'web_search',
  'subagent',
  'plan',
  'ask',
  'skill',
  'mcp',
  'other',
])

/** Token classes, to be spread into an object. */
export const tokenCounts: { readonly [Key in keyof TokenCounts]: z.ZodInt } = {
  input_tokens: count,
  cache_write_tokens: count,
  cache_write_1h_tokens: count,
  cache_read_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
}

/** Models without a price. */
export const unpriced: z.ZodType<readonly UnpricedModel[]> = z.array(z.looseObject({ model: text, responses: count }))

/** A probability or a share. */
export const share: z.ZodNumber = z.number().min(0).max(1)

/** Penalties or bonuses, whose points are limited by sign. */
export function points(sign: z.ZodNumber): z.ZodType<readonly SummaryPoints[]> {
  return z.array(z.looseObject({ id: text, points: sign, reason: text }))
}

/** Tokens, dollars and milliseconds lost. */
export const waste: z.ZodType<{ readonly tokens: number; readonly cost_usd: number; readonly ms: number }> =
  z.looseObject({ tokens: z.number().nonnegative(), cost_usd: cost, ms: z.number().nonnegative() })
