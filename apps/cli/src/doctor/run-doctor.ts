import { listArchive } from '@ses/archive'
import { SesError } from '@ses/model'
import { archiveOf } from '../archive/archive-place.ts'
import { runBlastRadius } from '../archive/run-blast-radius.ts'
import { printBlocks } from '../blocks/print-blocks.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { checks } from './checks/index.ts'
import { doctorBlocks } from './doctor-blocks.ts'
import { examine } from './examine.ts'

/** Tells what is wrong, why, and what to do; exit code 1 when a problem is left. */
export async function runDoctor(context: Context, input: Input): Promise<number> {
  const pseudonym = input.text('pseudonym')
  if (pseudonym !== undefined) {
    if (input.flag('fix')) throw new SesError('usage', '--fix has no meaning with --pseudonym')
    const archive = archiveOf(context)
    return runBlastRadius(context, archive, listArchive(archive).sessions, pseudonym)
  }
  const document = await examine(context, checks, input.flag('fix'))
  if (context.json) context.printJson(document)
  else await printBlocks(context, doctorBlocks(document), false)
  return document.healthy ? 0 : 1
}
