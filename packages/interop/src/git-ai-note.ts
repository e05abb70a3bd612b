import { noUsage, type Session, type SessionEvent } from '@ses/model'

/** What git-ai (Git AI Standard 3) noted at a commit: which lines came from which prompt, and the prompts. */
export interface GitAiNote {
  readonly files: readonly {
    readonly path: string
    readonly entries: readonly {
      readonly prompt: string
      readonly ranges: readonly (readonly [start: number, end: number])[]
    }[]
  }[]
  readonly prompts: readonly GitAiPrompt[]
}

export interface GitAiPrompt {
  /** Its hash in the note. */
  readonly id: string
  readonly tool: string
  /** The agent's own session id. */
  readonly sessionId: string
  readonly model?: string
  readonly messages: readonly GitAiMessage[]
}

export interface GitAiMessage {
  readonly type: string
  readonly text: string
  /** Epoch milliseconds. */
  readonly at?: number
  /** Of a tool call. */
  readonly name?: string
}

/** Reads a note; `undefined` when it is none of git-ai's. What it does not know it leaves out. */
export function parseGitAiNote(text: string): GitAiNote | undefined {
  const lines = text.split('\n')
  const bar = lines.indexOf('---')
  if (bar < 0) return undefined
  const metadata = objectOf(parseJson(lines.slice(bar + 1).join('\n')))
  if (typeof metadata?.['schema_version'] !== 'string' || !metadata['schema_version'].startsWith('authorship/'))
    return undefined
  return { files: filesIn(lines.slice(0, bar)), prompts: promptsIn(metadata['prompts']) }
}

/** A path at the margin, below it indented lines of a prompt's hash and its line ranges. Paths with spaces are quoted. */
function filesIn(lines: readonly string[]): GitAiNote['files'] {
  const files: { path: string; entries: { prompt: string; ranges: [number, number][] }[] }[] = []
  for (const line of lines) {
    if (line.trim() === '') continue
    const entry = /^\s+(\S+)\s+([\d,-]+)$/.exec(line)
    if (entry === null) files.push({ path: unquote(line.trim()), entries: [] })
    else files.at(-1)?.entries.push({ prompt: entry[1] ?? '', ranges: rangesIn(entry[2] ?? '') })
  }
  return files
}

const unquote = (path: string): string => (/^".*"$/.test(path) ? path.slice(1, -1) : path)

function rangesIn(text: string): [number, number][] {
  return text.split(',').flatMap((part): [number, number][] => {
    const [start = Number.NaN, end = start] = part.split('-').map(Number)
    return start >= 1 && end >= start ? [[start, end]] : []
  })
}

function promptsIn(value: unknown): GitAiPrompt[] {
  return Object.entries(objectOf(value) ?? {}).flatMap(([id, prompt]) => {
    const record = objectOf(prompt)
    const agent = objectOf(record?.['agent_id'])
    if (record === undefined || typeof agent?.['tool'] !== 'string') return []
    const messages = Array.isArray(record['messages']) ? record['messages'].flatMap(messageOf) : []
    return [
      {
        id,
        tool: agent['tool'],
        sessionId: typeof agent['id'] === 'string' ? agent['id'] : id,
        ...(typeof agent['model'] === 'string' ? { model: agent['model'] } : {}),
        messages,
      },
    ]
  })
}

function messageOf(value: unknown): GitAiMessage[] {
  const message = objectOf(value)
  if (typeof message?.['type'] !== 'string') return []
  const at = typeof message['timestamp'] === 'string' ? Date.parse(message['timestamp']) : Number.NaN
  const body = message['text'] ?? message['input']
  return [
    {
      type: message['type'],
      text: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
      ...(Number.isNaN(at) ? {} : { at }),
      ...(typeof message['name'] === 'string' ? { name: message['name'] } : {}),
    },
  ]
}

/** Agents of git-ai by the names we have for them. */
const agentIds: Readonly<Record<string, string>> = {
  claude: 'claude-code',
  gemini: 'gemini-cli',
  copilot: 'copilot-cli',
  'github-copilot': 'copilot-cli',
  qwen: 'qwen-code',
}

/** A commit that a session wrote lines of. */
export interface GitAiCommit {
  readonly sha: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly paths: readonly string[]
}

/**
 * The session behind a prompt, as far as notes tell: prompts, replies, tool names, and at the end its commits with their files; no usage.
 * Absent when the note keeps no messages. Messages without a time have that of the first commit.
 */
export function gitAiSession(prompt: GitAiPrompt, commits: readonly GitAiCommit[]): Session | undefined {
  if (!prompt.messages.some(({ type }) => type === 'user')) return undefined
  const first = Math.min(...commits.map(({ at }) => at))
  const events = [
    ...prompt.messages.flatMap((message, index) => eventOf(message, index, first)),
    ...commits.map(commitEvent),
  ]
  const times = events.flatMap(({ at }) => (at === undefined ? [] : [at]))
  return {
    id: prompt.sessionId,
    agent: agentIds[prompt.tool] ?? prompt.tool,
    startedAt: Math.min(...times),
    endedAt: Math.max(...times),
    events,
    responses:
      prompt.model === undefined
        ? []
        : [{ id: prompt.sessionId, model: prompt.model, aggregate: true, usage: noUsage }],
    droppedUsage: [],
    children: [],
  }
}

function commitEvent({ sha, at, paths }: GitAiCommit): SessionEvent {
  const files = paths.map((path) => ({ path, operation: 'edit' as const }))
  const id = `commit-${sha}`
  return { type: 'tool', id, callId: id, name: 'git-ai', action: 'edit', files, outcome: 'ok', at, commits: [{ sha }] }
}

function eventOf({ type, text, at, name }: GitAiMessage, index: number, commitAt: number): SessionEvent[] {
  const base = { id: String(index + 1), at: at ?? commitAt }
  if (type === 'user') return [{ ...base, type: 'prompt', text }]
  if (type === 'assistant') return [{ ...base, type: 'reply', text }]
  if (type !== 'tool_use') return []
  return [
    {
      ...base,
      type: 'tool',
      callId: base.id,
      name: name ?? 'tool',
      action: 'other',
      input: text,
      files: [],
      outcome: 'ok',
    },
  ]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
