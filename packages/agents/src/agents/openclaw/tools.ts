import { stringOf } from '../../json.ts'
import {
  editTool,
  patchTool,
  plainTool,
  searchTool,
  shellTool,
  type ToolSpec,
  type ToolTable,
  writeTool,
} from '../../tool-table.ts'

/** Paths are called `path` or, for models trained on Claude Code, `file_path`. */
const read: ToolSpec = {
  action: 'read',
  omit: ['path', 'file_path'],
  files: (args) => {
    const path = stringOf(args['path']) ?? stringOf(args['file_path'])
    return path === undefined ? [] : [{ path, operation: 'read' }]
  },
}

/** OpenClaw's tools for work on files and machines, and those for everything else. */
export const tools: ToolTable = {
  read,
  write: eitherPath(writeTool('path', 'content'), writeTool('file_path', 'content')),
  edit: eitherPath(
    editTool({ path: 'path', before: 'oldText', after: 'newText', edits: 'edits' }),
    editTool({ path: 'file_path', before: 'old_string', after: 'new_string' }),
  ),
  apply_patch: patchTool('input'),
  exec: shellTool('command'),
  process: plainTool('other'),
  grep: searchTool('search', 'path'),
  find: searchTool('list', 'path'),
  ls: searchTool('list', 'path'),
  browser: plainTool('fetch'),
  web_search: plainTool('web_search'),
  web_fetch: plainTool('fetch'),
  sessions_spawn: plainTool('subagent'),
  sessions_send: plainTool('subagent'),
  sessions_list: plainTool('other'),
  sessions_history: plainTool('other'),
  session_status: plainTool('other'),
  memory_search: plainTool('search'),
  memory_get: plainTool('other'),
  subagents: plainTool('other'),
  agents_list: plainTool('other'),
  message: plainTool('other'),
  cron: plainTool('other'),
  gateway: plainTool('other'),
  nodes: plainTool('other'),
  canvas: plainTool('other'),
  image: plainTool('other'),
  tts: plainTool('other'),
}

function eitherPath(first: ToolSpec, second: ToolSpec): ToolSpec {
  return {
    action: first.action,
    omit: [...(first.omit ?? []), ...(second.omit ?? [])],
    files: (args) => (('path' in args ? first : second).files ?? (() => []))(args),
  }
}
