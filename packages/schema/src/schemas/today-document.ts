import * as z from 'zod'
import type { TodayDocument } from '../documents/today-document.ts'
import { listedSession } from './list-document.ts'
import { meteredSession } from './metered-document.ts'
import { cost, count, text, texts, unpriced } from './parts.ts'

/** Lets keys through that it does not know. */
export const todaySchema: z.ZodType<TodayDocument> = z.looseObject({
  schema_version: z.literal(1),
  day: text,
  projects: z.array(
    z.looseObject({
      project: text,
      sessions: z.array(listedSession),
      responses: count,
      cost_usd: cost,
      open_session: meteredSession.nullable(),
    }),
  ),
  totals: z.looseObject({ sessions: count, responses: count, cost_usd: cost }),
  elsewhere: z.looseObject({ responses: count, cost_usd: cost }),
  unpriced,
  vanished: texts,
})
