import type { Tool } from '../tool.ts'
import { budgetCheck } from './budget-check.ts'
import { checkpoints } from './checkpoints.ts'
import { end } from './end.ts'
import { explain } from './explain.ts'
import { handoff } from './handoff.ts'
import { list } from './list.ts'
import { log } from './log.ts'
import { logAi } from './log-ai.ts'
import { note } from './note.ts'
import { patterns } from './patterns.ts'
import { reflect } from './reflect.ts'
import { report } from './report.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { stats } from './stats.ts'
import { sync } from './sync.ts'
import { usage } from './usage.ts'

/** In the order that clients list them. */
export const tools: readonly Tool[] = [
  reflect,
  report,
  handoff,
  search,
  list,
  stats,
  log,
  sync,
  patterns,
  usage,
  explain,
  checkpoints,
  budgetCheck,
  start,
  end,
  note,
  logAi,
]
