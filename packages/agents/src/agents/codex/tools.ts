import { patchTool, plainTool, readTool, searchTool, shellTool, type ToolTable } from '../../tool-table.ts'

/** Tool names of Codex, from the first command line version to code mode. */
export const tools: ToolTable = {
  shell: shellTool('command'),
  'container.exec': shellTool('command'),
  shell_command: shellTool('command'),
  run_shell_command: shellTool('command'),
  local_shell: shellTool('command'),
  exec_command: shellTool('cmd'),
  write_stdin: plainTool('other'),
  apply_patch: patchTool('patch'),
  read_file: readTool('file_path'),
  list_dir: searchTool('list', 'dir_path'),
  grep_files: searchTool('search', 'path'),
  view_image: readTool('path'),
  web_search: plainTool('web_search'),
  update_plan: plainTool('plan'),
  create_goal: plainTool('plan'),
  update_goal: plainTool('plan'),
  get_goal: plainTool('plan'),
  request_user_input: plainTool('ask'),
  request_user_input_async: plainTool('ask'),
  request_permissions: plainTool('ask'),
  spawn_agent: plainTool('subagent'),
  spawn_agents_on_csv: plainTool('subagent'),
  list_mcp_resources: plainTool('mcp'),
  list_mcp_resource_templates: plainTool('mcp'),
  read_mcp_resource: plainTool('mcp'),
  // The calls that a script of code mode makes are events of their own, under the names above.
  exec: plainTool('other'),
}
