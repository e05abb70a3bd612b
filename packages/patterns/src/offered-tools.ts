import type { SessionView } from './session-view.ts'

/** A job for which agents may offer a tool besides the shell. */
export type DedicatedTool = 'read' | 'write' | 'edit' | 'search' | 'find'

const BY_NAME: Readonly<Record<string, DedicatedTool>> = {
  read: 'read',
  read_file: 'read',
  view: 'read',
  write: 'write',
  write_file: 'write',
  create: 'write',
  edit: 'edit',
  multiedit: 'edit',
  replace: 'edit',
  str_replace: 'edit',
  strreplace: 'edit',
  grep: 'search',
  grep_search: 'search',
  search_file_content: 'search',
  glob: 'find',
  find: 'find',
  list_directory: 'find',
}

/** Tools that an agent has in every version; Claude Code's Grep and Glob are missing from some builds. */
const ALWAYS: Readonly<Record<string, readonly DedicatedTool[]>> = { 'claude-code': ['read', 'write', 'edit'] }

/** The dedicated tools the agent had: those the session records as offered, else those it always has and those it used. */
export function offeredTools({ session, calls }: SessionView): ReadonlySet<DedicatedTool> {
  const names =
    session.toolsOffered ??
    calls.filter(({ event }) => event.action !== 'shell' && event.outcome === 'ok').map(({ event }) => event.name)
  const offered = new Set<DedicatedTool>(session.toolsOffered === undefined ? ALWAYS[session.agent] : [])
  for (const name of names) {
    const tool = Object.hasOwn(BY_NAME, name.toLowerCase()) ? BY_NAME[name.toLowerCase()] : undefined
    if (tool !== undefined) offered.add(tool)
  }
  return offered
}
