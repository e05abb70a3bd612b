import { type JsonObject, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'
import { countLines, plainTool, shellTool, type ToolSpec, type ToolTable } from '../../tool-table.ts'

/** Cascade's steps. Paths are `file://` addresses. */
export const tools: ToolTable = {
  view_file: { action: 'read', omit: ['content', 'path'], files: (args) => touch(args['path'], 'read') },
  code_action: { action: 'edit', omit: ['path', 'new_content', 'original_content'], files: codeAction },
  run_command: { ...shellTool('command'), omit: ['command', 'output', 'exit_code', 'user_rejected'] },
  list_directory: { action: 'list', omit: ['path'], files: (args) => touch(args['path'], 'list') },
  find: {
    action: 'list',
    omit: ['output'],
    files: (args) => touch(args['search_directory'], 'list'),
  },
  grep_search: { action: 'search', omit: ['output'], files: (args) => touch(args['search_path'], 'search') },
  code_search: plainTool('search'),
  search_web: plainTool('web_search'),
  read_url_content: plainTool('fetch'),
  mcp_tool: plainTool('mcp'),
  list_resources: plainTool('mcp'),
  read_resource: plainTool('mcp'),
  todo_list: plainTool('plan'),
  browser_preview: plainTool('other'),
  command_status: plainTool('other'),
  memory: plainTool('other'),
} satisfies Record<string, ToolSpec>

/** The path of a `file://` address; anything else is a path already. */
function pathOf(value: unknown): string | undefined {
  const text = stringOf(value)
  if (text === undefined || !text.startsWith('file://')) return text
  const path = text.slice('file://'.length)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function touch(value: unknown, operation: RawTouch['operation']): RawTouch[] {
  const path = pathOf(value)
  return path === undefined ? [] : [{ path, operation }]
}

/** A step that changed a file holds its content before and after, so it replaces the whole. */
function codeAction(args: JsonObject): RawTouch[] {
  const path = pathOf(args['path'])
  if (path === undefined) return []
  const before = typeof args['original_content'] === 'string' ? args['original_content'] : undefined
  const after = typeof args['new_content'] === 'string' ? args['new_content'] : undefined
  return [
    {
      path,
      operation: before === undefined || before === '' ? 'create' : 'edit',
      ...(before === undefined ? {} : { before, removedLines: countLines(before) }),
      ...(after === undefined ? {} : { after, addedLines: countLines(after) }),
    },
  ]
}
