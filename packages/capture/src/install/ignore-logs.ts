import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { withLock } from '@ses/store'
import type { FileChange } from './agent-change.ts'
import { deleteConfigFile, readConfigFile } from './config-file.ts'
import { withIgnored, withoutIgnored } from './ignored-logs.ts'
import { type InstallPlaces, nearestReal, recordFolder } from './install-places.ts'
import { makeRecordFolder, readRecord, writeRecord } from './install-record.ts'
import { replaceConfig } from './replace-config.ts'

/** Adds the log folder to the project's `.gitignore`; undefined when it does not lie in the project. Throws `SesError`. */
export async function ignoreLogs(
  places: InstallPlaces,
  options: { readonly dryRun?: boolean } = {},
): Promise<FileChange | undefined> {
  if (options.dryRun === true) return addLine(places, true)
  return locked(places, () => addLine(places, false))
}

/** Takes the line out again if we had added it; undefined when we had not. */
export async function unignoreLogs(places: InstallPlaces): Promise<FileChange | undefined> {
  return existsSync(recordFolder(places, 'project')) ? locked(places, () => takeLineOut(places)) : undefined
}

/** The record is shared with enabling and disabling. */
function locked<T>(places: InstallPlaces, work: () => T): Promise<T> {
  const folder = recordFolder(places, 'project')
  makeRecordFolder(folder)
  return withLock(join(folder, 'lock'), work)
}

function addLine(places: InstallPlaces, dryRun: boolean): FileChange | undefined {
  const folder = logsInProject(places)
  if (folder === undefined) return undefined
  const path = join(places.project, '.gitignore')
  const before = readConfigFile(path, [nearestReal(places.project), nearestReal(places.home)])
  const text = withIgnored(before.text, folder)
  if (text === before.text) return { path, action: 'unchanged' }
  const action: FileChange['action'] = before.text === undefined ? 'created' : 'changed'
  if (dryRun) return { path, action }
  const place = recordFolder(places, 'project')
  writeRecord(place, { ...readRecord(place), ignored: { made: before.text === undefined } })
  replaceConfig(before, text, 0o644)
  return { path, action }
}

function takeLineOut(places: InstallPlaces): FileChange | undefined {
  const folder = logsInProject(places)
  const place = recordFolder(places, 'project')
  const { ignored, ...record } = readRecord(place)
  if (folder === undefined || ignored === undefined) return undefined
  const path = join(places.project, '.gitignore')
  const before = readConfigFile(path, [nearestReal(places.project), nearestReal(places.home)])
  if (before.text === undefined) return { path, action: 'unchanged' }
  const text = withoutIgnored(before.text, folder)
  const isGone = ignored.made && text === ''
  if (isGone) deleteConfigFile(before.target, [])
  else if (text !== before.text) replaceConfig(before, text, 0o644)
  writeRecord(place, record)
  return { path, action: isGone ? 'deleted' : text === before.text ? 'unchanged' : 'changed' }
}

/** The log folder as `.gitignore` spells it. */
function logsInProject({ project, logs }: InstallPlaces): string | undefined {
  const path = relative(project, logs)
  const isInside = path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !/^(?:[A-Za-z]:|[\\/])/.test(path)
  return isInside ? path.replaceAll('\\', '/') : undefined
}
