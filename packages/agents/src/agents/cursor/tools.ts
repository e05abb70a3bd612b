import { type JsonObject, stringOf } from '../../json.ts'
import { filesOfPatch } from '../../patch.ts'
import {
  deleteTool,
  editTool,
  plainTool,
  readTool,
  searchTool,
  shellTool,
  type ToolSpec,
  type ToolTable,
  writeTool,
} from '../../tool-table.ts'

const strReplace = editTool({ path: 'path', before: 'old_string', after: 'new_string' })

/** A patch is the whole input in some versions and a field of it in others. */
const applyPatch: ToolSpec = {
  action: 'edit',
  omit: ['patch', 'input'],
  files: (args: JsonObject) => filesOfPatch(stringOf(args['patch']) ?? stringOf(args['input']) ?? ''),
}

/** Tools of Cursor 2 and 3; tools of MCP servers are called `MCP:<tool>`. */
export const tools: ToolTable = {
  Read: readTool('path'),
  ReadFile: readTool('path'),
  Write: writeTool('path', 'contents'),
  StrReplace: strReplace,
  Edit: strReplace,
  EditNotebook: editTool({ path: 'target_notebook', before: 'old_string', after: 'new_string' }),
  ApplyPatch: applyPatch,
  Delete: deleteTool('path'),
  Shell: shellTool('command'),
  Grep: searchTool('search', 'path'),
  Glob: searchTool('list', 'target_directory'),
  LS: searchTool('list', 'path', 'target_directory'),
  SemanticSearch: searchTool('search', 'target_directories'),
  ReadLints: searchTool('search', 'paths'),
  WebSearch: plainTool('web_search'),
  WebFetch: plainTool('fetch'),
  Task: plainTool('subagent'),
  TodoWrite: plainTool('plan'),
  CreatePlan: plainTool('plan'),
  SwitchMode: plainTool('plan'),
  AskQuestion: plainTool('ask'),
  CallMcpTool: plainTool('mcp'),
  FetchMcpResource: plainTool('mcp'),
  ListMcpResources: plainTool('mcp'),
}
