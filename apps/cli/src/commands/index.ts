import type { Command } from '../command.ts'
import { archive } from './archive.ts'
import { budget } from './budget.ts'
import { completion } from './completion.ts'
import { config } from './config.ts'
import { explain } from './explain.ts'
import { handoff } from './handoff.ts'
import { importCommand } from './import.ts'
import { list } from './list.ts'
import { mask } from './mask.ts'
import { pricing } from './pricing.ts'
import { reflect } from './reflect.ts'
import { report } from './report.ts'
import { schema } from './schema.ts'
import { stats } from './stats.ts'
import { status } from './status.ts'
import { statusline } from './statusline.ts'
import { usage } from './usage.ts'
import { view } from './view.ts'
import { watch } from './watch.ts'

/** In the order of `ses --help`. */
export const commands: readonly Command[] = [
  reflect,
  explain,
  handoff,
  report,
  view,
  list,
  status,
  stats,
  usage,
  pricing,
  budget,
  statusline,
  importCommand,
  watch,
  archive,
  mask,
  config,
  schema,
  completion,
]
