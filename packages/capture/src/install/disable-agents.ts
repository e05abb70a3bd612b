import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { HookFile, HookRegistration, HookScope } from '@ses/hooks'
import { SesError } from '@ses/model'
import { withLock } from '@ses/store'
import type { AgentChange, FileChange } from './agent-change.ts'
import { type ConfigFile, deleteConfigFile, readConfigFile } from './config-file.ts'
import { editableRoots, folderOf, type InstallPlaces, recordFolder } from './install-places.ts'
import { digestOf, readBackup, readRecord, writeRecord } from './install-record.ts'
import { placedError } from './placed-error.ts'
import { replaceConfig } from './replace-config.ts'

/** What to disable, and how. */
export interface DisableOptions {
  readonly scope: HookScope
  /** Only says what would be done. */
  readonly dryRun?: boolean
}

/** Takes our hooks out again: byte for byte what was there before when nothing else has changed, else just our hooks. */
export async function disableAgents(
  places: InstallPlaces,
  agents: readonly HookRegistration[],
  options: DisableOptions,
): Promise<readonly AgentChange[]> {
  const each = (): readonly AgentChange[] => agents.map((agent) => disableAgent(places, agent, options))
  const folder = recordFolder(places, options.scope)
  // Without a record there may still be hooks of ours, in a file that came with the repository.
  return options.dryRun === true || !existsSync(folder) ? each() : withLock(join(folder, 'lock'), each)
}

function disableAgent(places: InstallPlaces, registration: HookRegistration, options: DisableOptions): AgentChange {
  const { agent, title } = registration
  const { scope } = options
  const done: FileChange[] = []
  try {
    for (const file of registration.files(scope, places.windows)) done.push(disableFile(places, file, options))
    return { agent, title, scope, files: done }
  } catch (error) {
    if (!(error instanceof SesError)) throw error
    return { agent, title, scope, files: done, error }
  }
}

function disableFile(places: InstallPlaces, file: HookFile, { scope, dryRun }: DisableOptions): FileChange {
  const path = join(folderOf(places, file.folder), file.name)
  const folder = recordFolder(places, scope)
  const record = readRecord(folder)
  const { [path]: known, ...others } = record.files
  let before: ConfigFile
  let rest: string | undefined
  let isBack = false
  try {
    before = readConfigFile(path, editableRoots(places, file.folder))
    const { text } = before
    const untouched = known !== undefined && text !== undefined && known.after === digestOf(text)
    const saved = untouched && known.backup !== undefined ? readBackup(folder, known.backup) : undefined
    isBack = saved !== undefined || (untouched && known.made)
    rest = isBack ? saved : text === undefined ? undefined : file.unregister(text, known?.made === true)
  } catch (error) {
    throw placedError(error, path)
  }
  const action = before.text === rest ? 'unchanged' : rest === undefined ? 'deleted' : isBack ? 'restored' : 'changed'
  if (dryRun === true) return { path, action }
  const { folders = [] } = record
  const around = folders.filter((each) => path.startsWith(each + sep))
  if (action === 'deleted') deleteConfigFile(before.target, around)
  else if (action !== 'unchanged') replaceConfig(before, rest as string, 0o644)
  const left = folders.filter((each) => existsSync(each))
  if (known !== undefined) writeRecord(folder, { ...record, files: others, folders: left })
  return { path, action }
}
