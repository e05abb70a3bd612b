import type { Command } from '../command.ts'
import { archive } from './archive.ts'
import { bisect } from './bisect.ts'
import { blame } from './blame.ts'
import { budget } from './budget.ts'
import { checkpoints } from './checkpoints.ts'
import { clean } from './clean.ts'
import { commit } from './commit.ts'
import { completion } from './completion.ts'
import { config } from './config.ts'
import { dashboard } from './dashboard.ts'
import { disable } from './disable.ts'
import { doctor } from './doctor.ts'
import { enable } from './enable.ts'
import { end } from './end.ts'
import { explain } from './explain.ts'
import { exportCommand } from './export.ts'
import { handoff } from './handoff.ts'
import { importCommand } from './import.ts'
import { init } from './init.ts'
import { list } from './list.ts'
import { log } from './log.ts'
import { logAi } from './log-ai.ts'
import { mask } from './mask.ts'
import { mcp } from './mcp.ts'
import { note } from './note.ts'
import { pricing } from './pricing.ts'
import { proxy } from './proxy.ts'
import { query } from './query.ts'
import { recover } from './recover.ts'
import { reflect } from './reflect.ts'
import { report } from './report.ts'
import { reset } from './reset.ts'
import { resume } from './resume.ts'
import { review } from './review.ts'
import { rewind } from './rewind.ts'
import { run } from './run.ts'
import { schema } from './schema.ts'
import { search } from './search.ts'
import { shadow } from './shadow.ts'
import { snapshot } from './snapshot.ts'
import { start } from './start.ts'
import { stats } from './stats.ts'
import { status } from './status.ts'
import { statusline } from './statusline.ts'
import { summarize } from './summarize.ts'
import { sweep } from './sweep.ts'
import { today } from './today.ts'
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
  review,
  report,
  view,
  list,
  query,
  search,
  status,
  stats,
  today,
  usage,
  pricing,
  budget,
  statusline,
  exportCommand,
  dashboard,
  mcp,
  run,
  proxy,
  start,
  note,
  logAi,
  end,
  recover,
  enable,
  disable,
  init,
  importCommand,
  watch,
  archive,
  commit,
  checkpoints,
  rewind,
  resume,
  reset,
  shadow,
  bisect,
  blame,
  webhook,
  log,
  mask,
  clean,
  doctor,
  config,
  schema,
  completion,
  snapshot,
  sweep,
]
