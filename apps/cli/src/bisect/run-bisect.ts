import { tmpdir } from 'node:os'
import { bisectSnapshots } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { checkpointTitle } from '../snapshot/checkpoint-title.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { bisectDocument } from './bisect-document.ts'
import { bisectLines } from './bisect-lines.ts'
import { chooseSnapshots } from './choose-snapshots.ts'
import { runCommand } from './run-command.ts'
import { makeScratch, removeFolder } from './scratch-folder.ts'

/** Searches the checkpoints for the first with which a command fails. 1: there is no one answer. */
export async function runBisect(context: Context, input: Input): Promise<number> {
  const { host } = context
  const command = input.text('run')
  if (command === undefined || command.trim() === '') {
    throw new SesError('usage', "which command says good or bad? ses bisect --run 'npm test'")
  }
  const shadow = await openProjectShadow(context)
  const snapshots = await chooseSnapshots(shadow, input)
  const setup = input.text('setup')
  const seconds = input.number('timeout')
  const stop = new AbortController()
  const end = (): void => stop.abort()
  const call = { env: host.env, signal: stop.signal, onOutput: (chunk: string) => host.stderr.write(chunk) }
  process.once('SIGINT', end).once('SIGTERM', end).once('SIGHUP', end)
  const folder = makeScratch(tmpdir())
  try {
    const { answer, runs } = await bisectSnapshots(shadow, {
      snapshots,
      command,
      run: (line, cwd, timeoutMs) =>
        runCommand(line, { ...call, cwd, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
      folder,
      links: (input.text('link') ?? '').split(',').filter(Boolean),
      ...(setup === undefined ? {} : { setup }),
      ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }),
      exhaustive: input.flag('exhaustive'),
      signal: stop.signal,
      onTest: (one) => context.note(`ses: testing ${one.id.slice(0, 12)} ${neutralise(checkpointTitle(one))}`),
    })
    if (!('bad' in answer)) throw withoutAnswer(answer.result)
    const document = await bisectDocument({ shadow, store: context.store, command }, snapshots, answer, runs)
    if (context.json) context.printJson(document)
    else context.print(bisectLines(document, context.style))
    return answer.result === 'found' ? 0 : 1
  } finally {
    removeFolder(folder)
    process.off('SIGINT', end).off('SIGTERM', end).off('SIGHUP', end)
  }
}

function withoutAnswer(result: 'all_good' | 'all_bad' | 'none_tested'): SesError {
  const reasons = {
    all_good: 'the command succeeds with the last checkpoint too; --to names a bad one',
    all_bad: 'the command fails with the first checkpoint too; --from names a good one, --link lends it node_modules',
    none_tested: 'no checkpoint could be tested (exit 125, or --setup failed)',
  }
  return new SesError('usage', reasons[result])
}
