import { editTool, plainTool, readTool, searchTool, shellTool, type ToolTable, writeTool } from '../../tool-table.ts'

const edit = editTool({ path: 'file_path', before: 'old_string', after: 'new_string', edits: 'edits' })

/** Tool names of iFlow CLI, a descendant of Gemini CLI. */
export const tools: ToolTable = {
  read_file: readTool('absolute_path', 'file_path', 'path'),
  read_many_files: readTool('paths', 'include'),
  write_file: writeTool('file_path', 'content'),
  replace: edit,
  edit,
  multi_edit: edit,
  run_shell_command: shellTool('command'),
  search_file_content: searchTool('search', 'path'),
  glob: searchTool('list', 'path'),
  list_directory: searchTool('list', 'path'),
  web_fetch: plainTool('fetch'),
  web_search: plainTool('web_search'),
  task: plainTool('subagent'),
  todo_write: plainTool('plan'),
  todo_read: plainTool('plan'),
  exit_plan_mode: plainTool('plan'),
  ask_user_question: plainTool('ask'),
  Skill: plainTool('skill'),
  save_memory: plainTool('other'),
}
