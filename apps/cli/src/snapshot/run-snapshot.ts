import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHookParser, keepText } from '@ses/agents'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { snapshotTurn } from './snapshot-turn.ts'

/** Takes the snapshot of a moment that a hook told of; session, prompt and turn are those of the recorded events. */
export async function runSnapshot(context: Context, input: Input): Promise<number> {
  const [folder = '', moment, time] = input.words
  const at = Number(time)
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(folder) || !Number.isSafeInteger(at)) {
    throw new SesError('usage', 'a session folder, a moment and a time are needed')
  }
  if (moment !== 'prompt' && moment !== 'turn-end') {
    throw new SesError('usage', `${JSON.stringify(moment)}: expected prompt or turn-end`)
  }
  const { session } = eventsOf(join(context.store.directory, folder, 'events.jsonl'))
  const prompts = session.events.filter((event) => event.type === 'prompt' && (event.at ?? at) <= at)
  const last = prompts.at(-1)
  await snapshotTurn(context, {
    cwd: context.host.cwd,
    session: session.id,
    agent: session.agent,
    kind: moment,
    at,
    ...(last?.type === 'prompt' ? { turn: prompts.length, prompt: last.text } : {}),
  })
  return 0
}

function eventsOf(path: string): ReturnType<ReturnType<typeof createHookParser<string>>['end']> {
  const parser = createHookParser(keepText)
  try {
    parser.push(readFileSync(path))
  } catch (cause) {
    throw new SesError('not_found', path, { data: { path }, cause })
  }
  return parser.end()
}
