import { editTool, plainTool, readTool, searchTool, shellTool, type ToolTable, writeTool } from '../../tool-table.ts'

const edit = editTool({ path: 'file_path', before: 'old_string', after: 'new_string' })

/** Tool names of Qwen Code 0.1 to 0.24; `replace` and `task` are older names. */
export const tools: ToolTable = {
  read_file: readTool('file_path', 'absolute_path', 'path'),
  read_many_files: readTool('include', 'paths'),
  write_file: writeTool('file_path', 'content'),
  edit,
  replace: edit,
  notebook_edit: editTool({ path: 'notebook_path', before: 'old_source', after: 'new_source' }),
  run_shell_command: shellTool('command'),
  grep_search: searchTool('search', 'path', 'dir_path'),
  search_file_content: searchTool('search', 'path', 'dir_path'),
  glob: searchTool('list', 'path', 'dir_path'),
  list_directory: searchTool('list', 'path', 'dir_path'),
  lsp: searchTool('search', 'filePath'),
  web_fetch: plainTool('fetch'),
  web_search: plainTool('web_search'),
  todo_write: plainTool('plan'),
  enter_plan_mode: plainTool('plan'),
  exit_plan_mode: plainTool('plan'),
  ask_user_question: plainTool('ask'),
  skill: plainTool('skill'),
  agent: plainTool('subagent'),
  task: plainTool('subagent'),
  save_memory: plainTool('other'),
}
