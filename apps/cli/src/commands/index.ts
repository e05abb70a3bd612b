import type { Command } from '../command.ts'
import { archive } from './archive.ts'
import { completion } from './completion.ts'
import { config } from './config.ts'
import { importCommand } from './import.ts'
import { list } from './list.ts'
import { mask } from './mask.ts'
import { reflect } from './reflect.ts'
import { schema } from './schema.ts'
import { status } from './status.ts'
import { view } from './view.ts'

/** In the order of `ses --help`. */
export const commands: readonly Command[] = [
  reflect,
  view,
  list,
  status,
  importCommand,
  archive,
  mask,
  config,
  schema,
  completion,
]
