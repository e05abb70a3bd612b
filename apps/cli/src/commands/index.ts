import type { Command } from '../command.ts'
import { archive } from './archive.ts'
import { budget } from './budget.ts'
import { checkpoints } from './checkpoints.ts'
import { clean } from './clean.ts'
import { completion } from './completion.ts'
import { config } from './config.ts'
import { dashboard } from './dashboard.ts'
import { disable } from './disable.ts'
import { doctor } from './doctor.ts'
import { enable } from './enable.ts'
import { explain } from './explain.ts'
import { exportCommand } from './export.ts'
import { handoff } from './handoff.ts'
import { importCommand } from './import.ts'
import { init } from './init.ts'
import { list } from './list.ts'
import { log } from './log.ts'
import { mask } from './mask.ts'
import { mcp } from './mcp.ts'
import { pricing } from './pricing.ts'
import { query } from './query.ts'
import { reflect } from './reflect.ts'
import { report } from './report.ts'
import { rewind } from './rewind.ts'
import { schema } from './schema.ts'
import { search } from './search.ts'
import { shadow } from './shadow.ts'
import { stats } from './stats.ts'
import { status } from './status.ts'
import { statusline } from './statusline.ts'
import { summarize } from './summarize.ts'
import { sweep } from './sweep.ts'
import { usage } from './usage.ts'
import { view } from './view.ts'
import { watch } from './watch.ts'
import { webhook } from './webhook.ts'

/** In the order of `ses --help`. */
export const commands: readonly Command[] = [
  reflect,
  explain,
  handoff,
  summarize,
  report,
  view,
  list,
  query,
  search,
  status,
  stats,
  usage,
  pricing,
  budget,
  statusline,
  exportCommand,
  dashboard,
  mcp,
  enable,
  disable,
  init,
  importCommand,
  watch,
  archive,
  checkpoints,
  rewind,
  shadow,
  webhook,
  log,
  mask,
  clean,
  doctor,
  config,
  schema,
  completion,
  sweep,
]
