import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type FoundCheckpoint, placeTranscript, readArtifacts, resumeCommand, type Shadow } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { ResumedSession } from '@ses/schema'
import { readMetadata, resolveSession } from '@ses/store'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { findResumable } from './find-resumable.ts'
import { restoreSession } from './restore-session.ts'
import { resumeLines } from './resume-lines.ts'

/** Brings sessions back from a checkpoint and says, or does, how their agents go on with them. */
export async function runResume(context: Context, input: Input): Promise<number> {
  const shadow = await openProjectShadow(context)
  const [word = 'latest', ...more] = input.words
  if (more.length > 0) throw new SesError('usage', 'one checkpoint at a time')
  const found = await findResumable(context, shadow, word)
  const sessions: ResumedSession[] = []
  if ('snapshot' in found) sessions.push(await ofSnapshot(context, found.snapshot.session))
  else for (const each of found.checkpoints) sessions.push(await bringBack(context, shadow, each, input.flag('force')))
  if (context.json) context.printJson({ schema_version: 1, sessions })
  else context.print(sessions.flatMap((session) => resumeLines(session, context)))
  return input.flag('run') ? start(context, shadow, sessions) : 0
}

async function bringBack(
  context: Context,
  shadow: Shadow,
  checkpoint: FoundCheckpoint,
  force: boolean,
): Promise<ResumedSession> {
  const { agent, session, transcript } = checkpoint
  const artifacts = await readArtifacts(shadow, checkpoint)
  const { folder, data } = await restoreSession(context, checkpoint, artifacts, force)
  const told = { session, agent, folder, data }
  const content = transcript === undefined ? undefined : artifacts.get(transcript.name)
  if (transcript === undefined || content === undefined) {
    return {
      ...told,
      transcript: 'none',
      path: null,
      command: null,
      note: 'no transcript was kept, so no agent can go on with it',
    }
  }
  const placed = placeTranscript({
    agent,
    session,
    file: transcript.file,
    content,
    project: shadow.repository.workTree,
    home: context.host.home,
    env: gitEnvironmentOf(context),
  })
  if (placed.outcome === 'impossible') {
    return { ...told, transcript: 'impossible', path: null, command: null, note: placed.reason }
  }
  const { outcome, path, command } = placed
  return { ...told, transcript: outcome, path, command, note: outcome === 'kept' ? WENT_ON : POINT }
}

const WENT_ON =
  'this machine has a transcript of it that says something else; it stays, and the agent goes on from its end'
const POINT = 'secrets in it are masked; the agent goes on from where the session was at the commit'

/** A snapshot is of this machine: its session is in the store, and its transcript where the agent wrote it. */
async function ofSnapshot(context: Context, id: string): Promise<ResumedSession> {
  const { folder, agent } = await resolveSession(context.store, id)
  const path = readMetadata(context.store, folder)?.transcript?.path
  const told = { session: id, agent, folder, data: 'unchanged' as const }
  if (path === undefined || !existsSync(path)) {
    return { ...told, transcript: 'none', path: null, command: null, note: 'its transcript is gone' }
  }
  const command = resumeCommand(agent, id) ?? null
  const note =
    command === null
      ? `${agent} cannot be told to go on with a session`
      : 'the agent goes on from the end of the session; `ses rewind` brings the files back'
  return { ...told, transcript: 'there', path, command, note }
}

/** Starts the agent in the project. Its exit code is ours. */
function start(context: Context, { repository }: Shadow, sessions: readonly ResumedSession[]): Promise<number> {
  const ready = sessions.flatMap(({ command, agent }) => (command === null ? [] : [{ command, agent }]))
  const [first, second] = ready
  if (first === undefined) throw new SesError('external', 'no agent can go on with that; see above')
  if (second !== undefined) throw new SesError('usage', 'several sessions belong to it; name one of them to --run it')
  const [program = '', ...args] = first.command
  context.note(`ses: ${neutralise(first.command.join(' '))}`)
  const { host } = context
  const isShown = host.stdout.isTTY === true && host.stdin.isTTY === true && !context.json
  return new Promise((resolve, reject) => {
    const env = { ...host.env } as NodeJS.ProcessEnv
    const child = spawn(program, args, {
      cwd: repository.workTree,
      env,
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.on('data', (part: Buffer) => host.stderr.write(part.toString('utf8')))
    child.stderr?.on('data', (part: Buffer) => host.stderr.write(part.toString('utf8')))
    child.on('error', (cause) =>
      reject(new SesError('external', `${program} cannot be started; is it on the PATH?`, { cause })),
    )
    child.on('close', (exit) => resolve(exit === 0 ? 0 : 5))
  })
}
