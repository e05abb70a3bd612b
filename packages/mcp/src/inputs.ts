import * as z from 'zod'

/** A session by its id, a unique prefix of it, or `latest`; never a path. */
export const sessionId: z.ZodString = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\]*[^/\\-][^/\\]*$/, 'an id, a unique prefix or "latest"')
  .describe('Session id, a unique prefix of one, or "latest"')

/** The same, `latest` when it is left out. */
export const optionalSessionId: z.ZodDefault<z.ZodString> = sessionId.default('latest')

export const since: z.ZodOptional<z.ZodString> = z
  .string()
  .max(40)
  .optional()
  .describe('Started at or after: 2026-02-27, or 7d, 12h, 2w ago')

export const until: z.ZodOptional<z.ZodString> = z.string().max(40).optional().describe('Started at or before')

export const agent: z.ZodOptional<z.ZodString> = z
  .string()
  .max(60)
  .optional()
  .describe('Only of this coding agent, such as claude-code or codex')

/** For tools whose lists are given in parts. */
export const limit: z.ZodDefault<z.ZodNumber> = z.number().int().min(1).max(100).default(20).describe('At most so many')

export const cursor: z.ZodOptional<z.ZodString> = z
  .string()
  .max(200)
  .optional()
  .describe('`next_cursor` of the answer before, to go on; the other arguments must be the same')
