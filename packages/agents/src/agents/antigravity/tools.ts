import { editTool, plainTool, readTool, searchTool, shellTool, type ToolTable, writeTool } from '../../tool-table.ts'

const edit = editTool({
  path: 'TargetFile',
  before: 'TargetContent',
  after: 'ReplacementContent',
  edits: 'ReplacementChunks',
})
const write = writeTool('TargetFile', 'CodeContent')

/** Tool names of Antigravity, and the step types (upper case) of steps whose call was not logged. */
export const tools: ToolTable = {
  view_file: readTool('AbsolutePath', 'TargetFile', 'path'),
  view_file_outline: readTool('AbsolutePath', 'path'),
  view_code_item: readTool('File', 'path'),
  write_to_file: write,
  write_file: write,
  replace_file_content: edit,
  multi_replace_file_content: edit,
  edit_file: edit,
  run_command: shellTool('CommandLine'),
  command_status: plainTool('other'),
  send_command_input: plainTool('other'),
  grep_search: searchTool('search', 'SearchPath', 'path'),
  codebase_search: searchTool('search', 'TargetDirectories'),
  find_by_name: searchTool('list', 'SearchDirectory', 'path'),
  list_dir: searchTool('list', 'DirectoryPath', 'path'),
  search_web: plainTool('web_search'),
  read_url_content: plainTool('fetch'),
  view_content_chunk: plainTool('fetch'),
  task_boundary: plainTool('plan'),
  notify_user: plainTool('ask'),
  browser_subagent: plainTool('subagent'),
  generate_image: plainTool('other'),
  VIEW_FILE: readTool('path'),
  LIST_DIRECTORY: searchTool('list', 'path'),
  GREP_SEARCH: plainTool('search'),
  RUN_COMMAND: plainTool('shell'),
  CODE_ACTION: plainTool('edit'),
  SEARCH_WEB: plainTool('web_search'),
  READ_URL_CONTENT: plainTool('fetch'),
}
