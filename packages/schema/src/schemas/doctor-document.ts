import * as z from 'zod'
import type { DoctorDocument, DoctorProblem } from '../documents/doctor-document.ts'
import { count, text } from './parts.ts'

const problems: z.ZodType<readonly DoctorProblem[]> = z.array(
  z.looseObject({
    id: text,
    severity: z.enum(['problem', 'warning']),
    title: text,
    cause: text,
    fix: text,
    repairable: z.boolean(),
  }),
)

/** Lets keys through that it does not know. */
export const doctorSchema: z.ZodType<DoctorDocument> = z.looseObject({
  schema_version: z.literal(1),
  healthy: z.boolean(),
  problems,
  fixed: problems,
  checks: z.array(z.looseObject({ id: text, title: text, problems: count, warnings: count })),
})
