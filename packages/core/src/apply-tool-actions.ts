import {
  type CommandKind,
  commandKinds,
  type FileTouch,
  type Session,
  type ToolAction,
  type ToolCallEvent,
} from '@ses/model'

/** Actions by the name of a tool, for tools that the agent's own table does not know or calls otherwise. */
export type ToolActions = Readonly<Record<string, ToolAction>>

/** Arguments in which tools of all kinds are given their file, and their command. */
const PATHS = ['path', 'file_path', 'filePath', 'file', 'filename', 'target_file', 'uri']
const COMMANDS = ['command', 'cmd', 'script']

const OPERATIONS: Partial<Record<ToolAction, FileTouch['operation']>> = {
  read: 'read',
  write: 'write',
  edit: 'edit',
  delete: 'delete',
  search: 'search',
  list: 'list',
}

/** The session with the actions of the named tools, sub-agents' calls included; their files and commands are taken from usual arguments. */
export function applyToolActions<Text extends string>(session: Session<Text>, actions: ToolActions): Session<Text> {
  const known = new Map(Object.entries(actions))
  if (known.size === 0) return session
  const apply = (part: Session<Text>): Session<Text> => ({
    ...part,
    events: part.events.map((event) => {
      const action = event.type === 'tool' ? known.get(event.name) : undefined
      return event.type !== 'tool' || action === undefined ? event : withAction(event, action)
    }),
    children: part.children.map(apply),
  })
  return apply(session)
}

function withAction<Text extends string>(event: ToolCallEvent<Text>, action: ToolAction): ToolCallEvent<Text> {
  const args = argumentsOf(event.input)
  const operation = OPERATIONS[action]
  const path = firstText<Text>(args, PATHS)
  const files =
    event.files.length === 0 && operation !== undefined && path !== undefined ? [{ path, operation }] : event.files
  const command = action === 'shell' ? (event.command ?? firstText<Text>(args, COMMANDS)) : event.command
  const kinds: readonly CommandKind[] | undefined =
    event.commandKinds ?? (command === undefined ? undefined : commandKinds(command))
  return {
    ...event,
    action,
    files,
    ...(command === undefined ? {} : { command }),
    ...(kinds === undefined ? {} : { commandKinds: kinds }),
  }
}

function argumentsOf(input: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(input ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Shortened by the text policy.
    return {}
  }
}

/** Parts of a masked text are masked. */
function firstText<Text extends string>(
  args: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Text | undefined {
  return names.map((name) => args[name]).find((value) => typeof value === 'string' && value !== '') as Text | undefined
}
