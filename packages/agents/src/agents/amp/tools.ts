import { editTool, plainTool, readTool, searchTool, shellTool, type ToolTable, writeTool } from '../../tool-table.ts'

/** Amp's tools; those of MCP servers are called `mcp__<server>__<tool>`. */
export const tools: ToolTable = {
  Read: readTool('path'),
  create_file: writeTool('path', 'content'),
  edit_file: editTool({ path: 'path', before: 'old_str', after: 'new_str' }),
  undo_edit: {
    action: 'edit',
    files: (args) => (typeof args['path'] === 'string' ? [{ path: args['path'], operation: 'edit' }] : []),
  },
  list_directory: searchTool('list', 'path'),
  glob: plainTool('list'),
  Grep: searchTool('search', 'path'),
  finder: plainTool('search'),
  Bash: shellTool('cmd'),
  web_search: plainTool('web_search'),
  read_web_page: plainTool('fetch'),
  Task: plainTool('subagent'),
  oracle: plainTool('subagent'),
  librarian: plainTool('subagent'),
  todo_write: plainTool('plan'),
  todo_read: plainTool('plan'),
  skill: plainTool('skill'),
}
