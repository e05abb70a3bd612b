import { filesOfPatch } from '../../patch.ts'
import {
  editTool,
  plainTool,
  readTool,
  searchTool,
  shellTool,
  type ToolSpec,
  type ToolTable,
  writeTool,
} from '../../tool-table.ts'

const edit = editTool({ path: 'path', before: 'old_string', after: 'new_string' })

/** Replaces a text, or applies a whole patch, as its `mode` says. */
const patch: ToolSpec = {
  action: 'edit',
  omit: ['path', 'old_string', 'new_string', 'patch'],
  files: (args) => (typeof args['patch'] === 'string' ? filesOfPatch(args['patch']) : (edit.files?.(args) ?? [])),
}

/** Tool names of Hermes Agent. */
export const tools: ToolTable = {
  read_file: readTool('path'),
  write_file: writeTool('path', 'content'),
  patch,
  search_files: searchTool('search', 'path'),
  terminal: shellTool('command'),
  shell: shellTool('command'),
  process: plainTool('other'),
  execute_code: plainTool('other'),
  web_search: plainTool('web_search'),
  web_extract: plainTool('fetch'),
  browser_navigate: plainTool('fetch'),
  todo: plainTool('plan'),
  clarify: plainTool('ask'),
  delegate_task: plainTool('subagent'),
  skill_view: plainTool('skill'),
  skills_list: plainTool('skill'),
  skill_manage: plainTool('skill'),
  memory: plainTool('other'),
  session_search: plainTool('other'),
  cronjob: plainTool('other'),
}
