import { stringOf } from '../../json.ts'
import {
  editTool,
  editTouch,
  patchTool,
  plainTool,
  readTool,
  searchTool,
  shellTool,
  type ToolSpec,
  type ToolTable,
  writeTool,
} from '../../tool-table.ts'

const write = writeTool('path', 'file_text')
const edit = editTool({ path: 'path', before: 'old_str', after: 'new_str' })

/** `create` refuses to overwrite. */
const create: ToolSpec = {
  ...write,
  files: (args) => (write.files?.(args) ?? []).map((touch) => ({ ...touch, operation: 'create' })),
}

/** The one file tool of early versions, told apart by its `command`. */
const strReplaceEditor: ToolSpec = {
  action: 'edit',
  omit: ['path', 'file_text', 'old_str', 'new_str', 'insert_text'],
  files: (args) => {
    const path = stringOf(args['path'])
    if (path === undefined) return []
    if (args['command'] === 'view') return [{ path, operation: 'read' }]
    if (args['command'] === 'create') return create.files?.(args) ?? []
    return [editTouch(path, args['old_str'], args['new_str'] ?? args['insert_text'])]
  },
}

/** Tool names of Copilot CLI 0.0 to 1.0.102. */
export const tools: ToolTable = {
  view: readTool('path'),
  create,
  edit,
  str_replace: edit,
  str_replace_editor: strReplaceEditor,
  apply_patch: patchTool('input'),
  bash: shellTool('command'),
  powershell: shellTool('command'),
  read_bash: plainTool('other'),
  write_bash: plainTool('other'),
  stop_bash: plainTool('other'),
  grep: searchTool('search', 'path'),
  rg: searchTool('search', 'path', 'paths'),
  glob: searchTool('list', 'path'),
  lsp: searchTool('search', 'file'),
  web_fetch: plainTool('fetch'),
  web_search: plainTool('web_search'),
  task: plainTool('subagent'),
  update_todo: plainTool('plan'),
  report_intent: plainTool('plan'),
  exit_plan_mode: plainTool('plan'),
  ask_user: plainTool('ask'),
  skill: plainTool('skill'),
  sql: plainTool('other'),
  store_memory: plainTool('other'),
  task_complete: plainTool('other'),
}
