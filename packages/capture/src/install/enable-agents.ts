import { join } from 'node:path'
import type { HookCommand, HookFile, HookRegistration, HookScope } from '@ses/hooks'
import { SesError } from '@ses/model'
import { withLock } from '@ses/store'
import type { AgentChange, FileChange } from './agent-change.ts'
import { type ConfigFile, makeFoldersFor, readConfigFile } from './config-file.ts'
import { editableRoots, folderOf, type InstallPlaces, recordFolder } from './install-places.ts'
import { digestOf, keepBackup, makeRecordFolder, type RecordedFile, readRecord, writeRecord } from './install-record.ts'
import { placedError } from './placed-error.ts'
import { replaceConfig } from './replace-config.ts'

/** What to enable, and how. */
export interface EnableOptions {
  readonly scope: HookScope
  readonly command: HookCommand
  /** Only says what would be done. */
  readonly dryRun?: boolean
}

/**
 * Registers our hooks for agents. Each agent is planned as a whole before its first file is written; one that cannot be edited is left as it
 * is and says why, and the others go on. Runs one at a time per project and per user.
 */
export async function enableAgents(
  places: InstallPlaces,
  agents: readonly HookRegistration[],
  options: EnableOptions,
): Promise<readonly AgentChange[]> {
  const each = (): readonly AgentChange[] => agents.map((agent) => enableAgent(places, agent, options))
  if (options.dryRun === true) return each()
  const folder = recordFolder(places, options.scope)
  makeRecordFolder(folder)
  return withLock(join(folder, 'lock'), each)
}

function enableAgent(places: InstallPlaces, registration: HookRegistration, options: EnableOptions): AgentChange {
  const { agent, title } = registration
  const { scope } = options
  const done: FileChange[] = []
  try {
    const plans = registration.files(scope, places.windows).flatMap((file) => plan(places, file, options.command))
    for (const each of plans) done.push(apply(places, agent, each, options))
    return { agent, title, scope, files: done }
  } catch (error) {
    if (!(error instanceof SesError)) throw error
    return { agent, title, scope, files: done, error }
  }
}

interface Plan {
  readonly file: HookFile
  readonly before: ConfigFile
  readonly text: string
}

function plan(places: InstallPlaces, file: HookFile, command: HookCommand): readonly Plan[] {
  const path = join(folderOf(places, file.folder), file.name)
  try {
    const before = readConfigFile(path, editableRoots(places, file.folder))
    const text = file.register(before.text, command)
    return [{ file, before, text }]
  } catch (error) {
    // What is only a help does not keep the hooks out.
    if (file.optional === true && error instanceof SesError) return []
    throw placedError(error, path)
  }
}

function apply(
  places: InstallPlaces,
  agent: string,
  { file, before, text }: Plan,
  { scope, dryRun }: EnableOptions,
): FileChange {
  const { path } = before
  if (text === before.text || (before.text === undefined && text === '')) return { path, action: 'unchanged' }
  const action = before.text === undefined ? 'created' : 'changed'
  if (dryRun === true) return { path, action }
  const folder = recordFolder(places, scope)
  const record = readRecord(folder)
  const known = record.files[path]
  const untouched = known !== undefined && before.text !== undefined && known.after === digestOf(before.text)
  const backup = untouched ? known.backup : backupOf(folder, file, before)
  const folders = makeFolders(path, record.folders ?? [])
  const entry: RecordedFile = {
    agent,
    made: before.text === undefined || known?.made === true,
    after: digestOf(text),
    ...(backup === undefined ? {} : { backup }),
  }
  // First the record: were it cut off here, the file would still be undone by its content.
  writeRecord(folder, { ...record, folders, files: { ...record.files, [path]: entry } })
  const rights = file.executable === true ? 0o755 : 0o644
  replaceConfig(before, text, scope === 'user' ? rights & 0o700 : rights)
  return { path, action, ...(backup === undefined ? {} : { backup: join(folder, backup) }) }
}

/** Only a text without hooks of ours can be gone back to. */
function backupOf(folder: string, file: HookFile, { path, text }: ConfigFile): string | undefined {
  return text === undefined || file.inspect(text).length > 0 ? undefined : keepBackup(folder, path, text)
}

function makeFolders(path: string, known: readonly string[]): readonly string[] {
  try {
    return [...new Set([...known, ...makeFoldersFor(path)])].sort((a, b) => a.length - b.length)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
  }
}
