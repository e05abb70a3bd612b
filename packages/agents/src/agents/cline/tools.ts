import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'
import {
  commandOfArguments,
  countLines,
  editTool,
  patchTool,
  plainTool,
  searchTool,
  type ToolSpec,
  type ToolTable,
} from '../../tool-table.ts'

const readFiles: ToolSpec = {
  action: 'read',
  omit: ['files', 'path'],
  files: (args) => [...arrayOf(args['files']), args].flatMap(pathOf),
}

const editor = editTool({ path: 'path', before: 'old_text', after: 'new_text' })

/** Several commands of one call run one after another. */
const runCommands: ToolSpec = {
  action: 'shell',
  omit: ['commands', 'command'],
  command: (args) => {
    const given = Array.isArray(args['commands']) ? args['commands'] : [args['commands'] ?? args['command']]
    const commands = given.map(commandOf).filter((command) => command !== undefined)
    return commands.length === 0 ? undefined : commands.join('\n')
  },
}

/** A file the log of a task names, with the new text where it holds one. */
function logged(action: ToolSpec['action'], operation: RawTouch['operation'], contentKey?: string): ToolSpec {
  return {
    action,
    omit: ['path', 'content', 'diff', 'tool'],
    files: (args) => {
      const path = stringOf(args['path'])
      const after = contentKey === undefined ? undefined : stringOf(args[contentKey])
      if (path === undefined) return []
      return [{ path, operation, ...(after === undefined ? {} : { after, addedLines: countLines(after) }) }]
    },
  }
}

/** Tools of Cline's command line, and below them the names that the logs of the editor extensions use. */
export const tools: ToolTable = {
  read_files: readFiles,
  run_commands: runCommands,
  search_codebase: plainTool('search'),
  editor,
  apply_patch: patchTool('input'),
  fetch_web_content: plainTool('fetch'),
  spawn_agent: plainTool('subagent'),
  skills: plainTool('skill'),
  ask_question: plainTool('ask'),
  submit_and_exit: plainTool('other'),
  command: runCommands,
  readFile: logged('read', 'read'),
  newFileCreated: logged('write', 'create', 'content'),
  editedExistingFile: logged('edit', 'edit'),
  appliedDiff: logged('edit', 'edit'),
  insertContent: logged('edit', 'edit'),
  searchAndReplace: logged('edit', 'edit'),
  fileDeleted: logged('delete', 'delete'),
  searchFiles: searchTool('search', 'path'),
  codebaseSearch: searchTool('search', 'path'),
  listFilesTopLevel: searchTool('list', 'path'),
  listFilesRecursive: searchTool('list', 'path'),
  listCodeDefinitionNames: searchTool('search', 'path'),
  webFetch: plainTool('fetch'),
  webSearch: plainTool('web_search'),
  updateTodoList: plainTool('plan'),
  switchMode: plainTool('plan'),
  newTask: plainTool('subagent'),
  fetchInstructions: plainTool('other'),
  useSkill: plainTool('skill'),
  use_mcp_server: plainTool('mcp'),
  browser_action: plainTool('fetch'),
}

function pathOf(value: unknown): RawTouch[] {
  const path = stringOf(value) ?? stringOf(objectOf(value)?.['path'])
  return path === undefined ? [] : [{ path, operation: 'read' }]
}

function commandOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const command: JsonObject | undefined = objectOf(value)
  const program = stringOf(command?.['command'])
  if (program === undefined) return undefined
  const words = arrayOf(command?.['args']).filter((word): word is string => typeof word === 'string')
  return words.length === 0 ? program : commandOfArguments([program, ...words])
}
