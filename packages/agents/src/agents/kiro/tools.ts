import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'
import {
  countLines,
  editTouch,
  plainTool,
  searchTool,
  shellTool,
  type ToolSpec,
  type ToolTable,
} from '../../tool-table.ts'

/** One tool for reading files, folders and matches, one or several at a time. */
const read: ToolSpec = {
  action: 'read',
  omit: ['path'],
  files: (args) => {
    const operations = arrayOf(args['operations']).map(objectOf)
    return (operations.length === 0 ? [args] : operations).flatMap((operation) => readTouch(operation))
  },
}

/** One tool for creating and changing files, told apart by its `command`. */
const write: ToolSpec = {
  action: 'edit',
  omit: ['path', 'file_text', 'content', 'old_str', 'new_str', 'oldStr', 'newStr', 'text'],
  files: (args) => writeTouch(args),
}

/** Tools of Kiro's command line, first engine (`fs_*`) and second. */
export const tools: ToolTable = {
  fs_read: read,
  read,
  fs_write: write,
  write,
  execute_bash: shellTool('command'),
  execute_cmd: shellTool('command'),
  shell: shellTool('command'),
  grep: searchTool('search', 'path'),
  glob: searchTool('list', 'path'),
  code: plainTool('search'),
  web_search: plainTool('web_search'),
  web_fetch: plainTool('fetch'),
  use_aws: plainTool('other'),
  aws: plainTool('other'),
  report_issue: plainTool('other'),
  introspect: plainTool('other'),
  knowledge: plainTool('search'),
  thinking: plainTool('other'),
  todo_list: plainTool('plan'),
  delegate: plainTool('subagent'),
  use_subagent: plainTool('subagent'),
  subagent: plainTool('subagent'),
}

function readTouch(args: JsonObject | undefined): RawTouch[] {
  const paths = [args?.['path'], ...arrayOf(args?.['paths']), ...arrayOf(args?.['image_paths'])]
  const mode = stringOf(args?.['mode'])
  const operation = mode === 'Directory' ? 'list' : mode === 'Search' ? 'search' : 'read'
  return paths.flatMap((path) => (typeof path === 'string' && path !== '' ? [{ path, operation }] : []))
}

function writeTouch(args: JsonObject): RawTouch[] {
  const path = stringOf(args['path'])
  if (path === undefined) return []
  const fresh = args['file_text'] ?? args['content'] ?? args['text']
  switch (args['command']) {
    case 'create':
      return typeof fresh === 'string'
        ? [{ path, operation: 'write', after: fresh, addedLines: countLines(fresh) }]
        : [{ path, operation: 'write' }]
    case 'str_replace':
    case 'strReplace':
      return [editTouch(path, args['old_str'] ?? args['oldStr'], args['new_str'] ?? args['newStr'])]
    case 'insert':
    case 'append':
      return [editTouch(path, undefined, args['new_str'] ?? fresh)]
  }
  return [{ path, operation: 'edit' }]
}
