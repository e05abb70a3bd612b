import {
  editTool,
  patchTool,
  plainTool,
  readTool,
  searchTool,
  shellTool,
  type ToolTable,
  writeTool,
} from '../../tool-table.ts'

/** Droid's tools; `<server>___<tool>` are those of MCP servers. */
export const tools: ToolTable = {
  Read: readTool('file_path'),
  LS: searchTool('list', 'directory_path'),
  Create: writeTool('file_path', 'content'),
  Edit: editTool({ path: 'file_path', before: 'old_str', after: 'new_str' }),
  MultiEdit: editTool({ path: 'file_path', before: 'old_str', after: 'new_str', edits: 'changes' }),
  ApplyPatch: patchTool('input'),
  Execute: shellTool('command'),
  Grep: searchTool('search', 'path'),
  Glob: searchTool('list', 'folder'),
  Task: plainTool('subagent'),
  TodoWrite: plainTool('plan'),
  ExitSpecMode: plainTool('plan'),
  WebSearch: plainTool('web_search'),
  FetchUrl: plainTool('fetch'),
  AskUser: plainTool('ask'),
  Skill: plainTool('skill'),
}
