import { type JsonObject, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'
import {
  countLines,
  editTouch,
  plainTool,
  searchTool,
  shellTool,
  type ToolSpec,
  type ToolTable,
} from '../../tool-table.ts'

/** One tool for viewing and changing files, told apart by its `command`. */
const textEditor: ToolSpec = {
  action: 'edit',
  omit: ['path', 'file_text', 'old_str', 'new_str', 'diff'],
  files: (args) => editorTouch(args),
}

const write: ToolSpec = {
  action: 'write',
  omit: ['path', 'content'],
  files: (args) => editorTouch({ ...args, command: 'write', file_text: args['content'] }),
}

const edit: ToolSpec = {
  action: 'edit',
  omit: ['path', 'before', 'after'],
  files: (args) => {
    const path = stringOf(args['path'])
    return path === undefined ? [] : [editTouch(path, args['before'], args['after'])]
  },
}

/** Tools of the built-in developer extension; every tool is called `<extension>__<tool>`, newer versions leave the extension out. */
export const tools: ToolTable = {
  developer__shell: shellTool('command'),
  developer__text_editor: textEditor,
  developer__list_windows: plainTool('other'),
  developer__screen_capture: plainTool('other'),
  developer__image_processor: plainTool('other'),
  developer__analyze: searchTool('search', 'path'),
  shell: shellTool('command'),
  text_editor: textEditor,
  write,
  edit,
  tree: searchTool('list', 'path'),
  analyze: searchTool('search', 'path'),
  todo__todo_write: plainTool('plan'),
  todo__todo_read: plainTool('plan'),
  todo_write: plainTool('plan'),
  todo__write: plainTool('plan'),
  todo__read: plainTool('plan'),
  subagent: plainTool('subagent'),
  delegate: plainTool('subagent'),
  dynamic_task__create_task: plainTool('plan'),
  subagent__execute_task: plainTool('subagent'),
  computercontroller__web_scrape: plainTool('fetch'),
  platform__manage_schedule: plainTool('other'),
  platform__search_available_extensions: plainTool('other'),
  platform__manage_extensions: plainTool('other'),
  skills__loadSkill: plainTool('skill'),
  load_skill: plainTool('skill'),
}

function editorTouch(args: JsonObject): RawTouch[] {
  const path = stringOf(args['path'])
  if (path === undefined) return []
  switch (args['command']) {
    case 'view':
      return [{ path, operation: 'read' }]
    case 'write':
    case 'create': {
      const after = typeof args['file_text'] === 'string' ? args['file_text'] : undefined
      return [{ path, operation: 'write', ...(after === undefined ? {} : { after, addedLines: countLines(after) }) }]
    }
    case 'insert':
      return [editTouch(path, undefined, args['new_str'])]
    case 'str_replace':
      return [editTouch(path, args['old_str'], args['new_str'])]
  }
  return [{ path, operation: 'edit' }]
}
