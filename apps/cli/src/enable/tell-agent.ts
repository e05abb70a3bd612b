import type { AgentChange, FileChange } from '@ses/capture'
import type { InstalledAgent, InstalledFile } from '@ses/schema'
import { reportError } from '../error-report.ts'

interface Facts {
  readonly signs: readonly string[]
  readonly events: readonly string[]
  readonly isEnabling: boolean
}

/** A change as the document tells it; `next` and `undo` are empty. */
export function installedAgent(change: AgentChange, { signs, events, isEnabling }: Facts): InstalledAgent {
  const { agent, title, files, error } = change
  const isChanged = files.some(({ action }) => action !== 'unchanged')
  const done = isChanged ? (isEnabling ? 'enabled' : 'disabled') : 'unchanged'
  const report = error === undefined ? undefined : reportError(error)
  return {
    id: agent,
    title,
    status: error === undefined ? done : 'failed',
    signs,
    files: files.map(installedFile),
    events,
    next: [],
    undo: null,
    error: report === undefined ? null : { code: report.code, message: report.message, fix: report.fix },
  }
}

/** A file as the document tells it. */
export function installedFile({ path, action, backup }: FileChange): InstalledFile {
  return { path, action, backup: backup ?? null }
}
