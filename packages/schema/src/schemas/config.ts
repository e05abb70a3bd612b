import * as z from 'zod'
import type { Config } from '../documents/config.ts'
import { toolAction } from './parts.ts'

const text = z.string()
const optionalText = text.exactOptional()
const texts = z.array(text).exactOptional()
const textByName = z.record(z.string(), text).exactOptional()
const days = z.number().positive().exactOptional()
const dollars = z.number().nonnegative()

/** Keys it does not know are refused: a misspelt key without effect is worse than an error. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  provider: z.enum(['openai', 'anthropic']).exactOptional(),
  api_key: optionalText,
  model: optionalText,
  openai_base_url: optionalText,
  openai_endpoint: optionalText,
  openai_allow_http: z.boolean().exactOptional(),
  max_tokens: z.int().positive().exactOptional(),
  temperature: z.number().min(0).max(2).exactOptional(),
  webhooks: z
    .strictObject({
      url: optionalText,
      events: z.array(z.enum(['session.ended', 'review.completed'])).exactOptional(),
      secret: optionalText,
      auth_token: optionalText,
      headers: textByName,
      timeout_ms: z.number().positive().exactOptional(),
      retry: z
        .union([
          z.int().nonnegative(),
          z.strictObject({
            attempts: z.int().nonnegative().exactOptional(),
            delay_ms: z.number().nonnegative().exactOptional(),
          }),
        ])
        .exactOptional(),
      allow_http: z.boolean().exactOptional(),
      allow_private: z.boolean().exactOptional(),
    })
    .exactOptional(),
  env: textByName,
  patterns: z
    .strictObject({ enabled: texts, disabled: texts, thresholds: z.record(z.string(), z.number()).exactOptional() })
    .exactOptional(),
  grading: z.record(z.string(), z.number()).exactOptional(),
  custom_tools: z
    .strictObject({ categories: z.record(z.string(), z.union([toolAction, z.array(text)])).exactOptional() })
    .exactOptional(),
  risk: z
    .strictObject({
      paths: z
        .array(
          z.union([
            text,
            z.strictObject({
              glob: text.min(1),
              points: z.number().min(0).max(100).exactOptional(),
              reason: optionalText,
            }),
          ]),
        )
        .exactOptional(),
    })
    .exactOptional(),
  masking: z
    .strictObject({
      patterns: z.array(z.union([text, z.strictObject({ pattern: text, replacement: optionalText })])).exactOptional(),
      literals: texts,
      allow: texts,
    })
    .exactOptional(),
  budget: z
    .strictObject({
      session: dollars.exactOptional(),
      day: dollars.exactOptional(),
      month: dollars.exactOptional(),
      project: dollars.exactOptional(),
      warn_at: z.number().min(0).max(1).exactOptional(),
    })
    .exactOptional(),
  retention: z.strictObject({ sessions_days: days, archive_days: days }).exactOptional(),
  prices: z
    .array(
      z.strictObject({
        match: text.min(1),
        inputPerMTok: dollars,
        outputPerMTok: dollars,
        cacheReadPerMTok: dollars.exactOptional(),
        cacheWritePerMTok: dollars.exactOptional(),
        cacheWrite1hPerMTok: dollars.exactOptional(),
        from: z.iso.date().exactOptional(),
      }),
    )
    .exactOptional(),
})
