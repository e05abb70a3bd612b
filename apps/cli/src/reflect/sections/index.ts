import type { Section } from '../section.ts'
import { changes } from './changes.ts'
import { checks } from './checks.ts'
import { commits } from './commits.ts'
import { errors } from './errors.ts'
import { findings } from './findings.ts'
import { grade } from './grade.ts'
import { header } from './header.ts'
import { notes } from './notes.ts'
import { outcome } from './outcome.ts'
import { prompts } from './prompts.ts'
import { secrets } from './secrets.ts'
import { subagents } from './subagents.ts'
import { typeAndRisk } from './type-and-risk.ts'
import { usage } from './usage.ts'

/** The page from top to bottom. */
export const sections: readonly Section[] = [
  header,
  outcome,
  grade,
  typeAndRisk,
  changes,
  checks,
  commits,
  findings,
  errors,
  usage,
  subagents,
  secrets,
  prompts,
  notes,
]
