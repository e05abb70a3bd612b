import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import { tools } from './tools.ts'

/** Arguments of a call as an object; a patch has the key `patch` in every shape, other free text the key `input`. */
export function argumentsOf(payload: JsonObject): JsonObject {
  const action = objectOf(payload['action'])
  if (action !== undefined) {
    const workdir = stringOf(action['working_directory'])
    return { command: action['command'], ...(workdir === undefined ? {} : { workdir }) }
  }
  const raw = payload['arguments'] ?? payload['input']
  const object = objectOf(raw) ?? parseObject(raw)
  if (payload['name'] !== 'apply_patch') return object ?? (typeof raw === 'string' && raw !== '' ? { input: raw } : {})
  const patch =
    stringOf(object?.['patch']) ?? stringOf(object?.['input']) ?? (object === undefined ? stringOf(raw) : undefined)
  return patch === undefined ? (object ?? {}) : { patch }
}

/** The object that a JSON text holds; undefined for anything else. */
export function parseObject(raw: unknown): JsonObject | undefined {
  if (typeof raw !== 'string' || !raw.trimStart().startsWith('{')) return undefined
  try {
    return objectOf(JSON.parse(raw))
  } catch {
    return undefined
  }
}

/** MCP tools are written `server__tool`, or with the server as namespace; both become `mcp__server__tool`. */
export function toolName(name: string, namespace: string | undefined): string {
  if (namespace?.startsWith('mcp__') === true) return `${namespace.replace(/__$/, '')}__${name}`
  if (Object.hasOwn(tools, name) || name.startsWith('mcp__')) return name
  return /^[\w-]+?__[\w-]/.test(name) ? `mcp__${name}` : name
}

/** The name of the tool a call row asks for; undefined when it has none. */
export function nameOf(payload: JsonObject): string | undefined {
  if (payload['type'] === 'local_shell_call') return 'local_shell'
  if (payload['type'] === 'tool_search_call') return 'tool_search'
  const name = stringOf(payload['name'])
  return name === undefined ? undefined : toolName(name, stringOf(payload['namespace']))
}

/** Arguments without a working directory that is the session's own. */
export function withoutDirectory(args: JsonObject, cwd: string | undefined): JsonObject {
  const { workdir, ...rest } = args
  return workdir === undefined || workdir === cwd ? rest : args
}
