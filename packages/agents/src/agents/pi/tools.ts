import { editTool, readTool, searchTool, shellTool, type ToolTable, writeTool } from '../../tool-table.ts'

/** Pi's built-in tools; extensions may add any name. */
export const tools: ToolTable = {
  read: readTool('path'),
  write: writeTool('path', 'content'),
  edit: editTool({ path: 'path', before: 'oldText', after: 'newText', edits: 'edits' }),
  bash: shellTool('command'),
  grep: searchTool('search', 'path'),
  find: searchTool('list', 'path'),
  ls: searchTool('list', 'path'),
}
