import { type FileOperation, type FileTouch, fileCategory, type ToolCallEvent } from '@ses/model'
import { isOutside } from './paths.ts'

const WRITES: ReadonlySet<FileOperation> = new Set(['create', 'write', 'edit', 'delete', 'rename'])

/** True for an operation that changes a file. */
export function changesFile(operation: FileOperation): boolean {
  return WRITES.has(operation)
}

/** True for a call that showed the agent the content of a file, by whatever tool. */
export function isRead(call: ToolCallEvent): boolean {
  return call.action === 'read' || (call.action === 'shell' && call.files.some((touch) => touch.operation === 'read'))
}

/** True for a call that did nothing but search, by whatever tool. */
export function isSearch(call: ToolCallEvent): boolean {
  if (call.action === 'search') return true
  const kinds = call.commandKinds ?? []
  return call.action === 'shell' && kinds.length === 1 && kinds[0] === 'search'
}

/** True for a call that changed files, by whatever tool. */
export function isWrite(call: ToolCallEvent): boolean {
  if (call.action === 'write' || call.action === 'edit' || call.action === 'delete') return true
  return call.files.some((touch) => changesFile(touch.operation))
}

/** True for a touch that changes what a test or build could prove: source, tests and migrations inside the project, not their removal. */
export function changesCode({ operation, path }: FileTouch): boolean {
  if (!changesFile(operation) || operation === 'delete' || isOutside(path)) return false
  const category = fileCategory(path)
  return category === 'source' || category === 'test' || category === 'migration'
}
