import { editTool, plainTool, readTool, searchTool, shellTool, type ToolTable, writeTool } from '../../tool-table.ts'

const edit = editTool({ path: 'file_path', before: 'old_string', after: 'new_string', edits: 'edits' })

/** Tool names of Grok's command line agent. */
export const tools: ToolTable = {
  read_file: readTool('target_file', 'file_path', 'path'),
  write_file: writeTool('file_path', 'content'),
  search_replace: edit,
  edit_file: edit,
  str_replace: edit,
  run_terminal_cmd: shellTool('command'),
  run_terminal_command: shellTool('command'),
  bash: shellTool('command'),
  grep: searchTool('search', 'path'),
  grep_search: searchTool('search', 'path'),
  list_dir: searchTool('list', 'target_directory', 'path'),
  glob: searchTool('list', 'path'),
  web_search: plainTool('web_search'),
  x_search: plainTool('web_search'),
  web_fetch: plainTool('fetch'),
  browse_page: plainTool('fetch'),
  todo_write: plainTool('plan'),
  task: plainTool('subagent'),
  spawn_agent: plainTool('subagent'),
  ask_user_question: plainTool('ask'),
  skill: plainTool('skill'),
}
