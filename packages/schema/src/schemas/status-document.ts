import * as z from 'zod'
import type { StatusDocument } from '../documents/status-document.ts'
import { listedSession } from './list-document.ts'
import { meteredSession } from './metered-document.ts'
import { count, text, texts } from './parts.ts'

/** Lets keys through that it does not know. */
export const statusSchema: z.ZodType<StatusDocument> = z.looseObject({
  schema_version: z.literal(1),
  project: text,
  log_dir: text,
  agents: z.array(
    z.looseObject({ id: text, title: text, enabled: z.boolean(), hooks: count, last_event: text.nullable() }),
  ),
  sessions: z.looseObject({ total: count, active: count }),
  latest: listedSession.nullable(),
  open_session: meteredSession.exactOptional(),
  warnings: texts,
})
