import type { Session, ToolCallEvent } from '@ses/model'
import { type CommandPart, commandParts } from './command-part.ts'

/** A failed call that nothing later made good. */
export interface OpenError {
  readonly call: ToolCallEvent
  /** Calls that failed the same way and were not made good either. */
  readonly times: number
}

/** Git, forge and runtime commands that only look. */
const ONLY_LOOKS =
  /^(?:git (?:-C \S+ )?(?:status|log|diff|show|ls-files|ls-tree|ls-remote|rev-parse|rev-list|branch|remote|config|fetch|blame|grep|check-ignore|cat-file|describe|reflog|merge-base|worktree|stash|rm)|gh (?:pr|issue|run|repo|release|workflow|auth) (?:view|list|checks|diff|status|watch)|gh (?:api|search|status|auth)|(?:node|python3?|ruby|perl|php|deno|bun) -(?:e|c|p|-eval|-version|V|m json.tool)|(?:npm|pnpm|yarn) (?:ls|list|view|why|outdated|audit|config)|rm|ls|mkdir|cp|mv|\S+ (?:--version|--help|-h)$)\b/
/** A merge that stopped is made good by the commit that ends it. */
const STOPPING = /^git (?:-\S+ \S+ )?(?:merge|rebase|cherry-pick|pull|am|revert)\b/
/** Tools of servers whose name says that they only look. */
const LOOKING_TOOL =
  /(?:search|find|get|list|read|query|screenshot|view|fetch|status|preview|resource|memory|computer)/i
const SCRATCH = /(?:^|\/)(?:tmp|temp|scratchpad|scratch)(?:\/|$)|\/var\/folders\//i

/** What fails there is looking around, and the agent goes on with what it learned. */
const EXPLORING = new Set(['read', 'search', 'list', 'process', 'network', 'other'])
const LOOKING = new Set(['read', 'search', 'list', 'fetch', 'web_search', 'ask', 'plan', 'skill'])

/**
 * Failed calls of the session itself that stayed failed: no later call on the same file, of the same program and task or of the same
 * tool succeeded. Checks are told by `failingChecks`; a failed look around is no error that stays.
 */
export function openErrors(session: Session): OpenError[] {
  const good = new Set<string>()
  const open = new Map<string, OpenError>()
  for (const call of session.events.toReversed()) {
    if (call.type !== 'tool') continue
    const keys = keysOf(call)
    if (call.outcome === 'ok') for (const key of keys) good.add(key)
    if (call.outcome !== 'error' || !matters(call) || keys.length === 0 || keys.some((key) => good.has(key))) continue
    const key = keys.join('\n')
    const known = open.get(key)
    open.set(key, { call: known?.call ?? call, times: (known?.times ?? 0) + 1 })
  }
  return [...open.values()].reverse()
}

function matters(call: ToolCallEvent): boolean {
  if (call.checks?.some(({ ok }) => ok === false) === true || LOOKING.has(call.action)) return false
  if (call.command !== undefined) return actingParts(call.command).length > 0
  if (call.files.length > 0) return call.files.some(({ path }) => !SCRATCH.test(path))
  return !LOOKING_TOOL.test(call.name)
}

/** The parts of a shell line that change something or check it. */
function actingParts(line: string): readonly CommandPart[] {
  return commandParts(line).filter(({ kind, bare }) => !EXPLORING.has(kind) && !ONLY_LOOKS.test(bare))
}

/** What a call was about, so that a later success can be known as that of the same thing. */
function keysOf(call: ToolCallEvent): string[] {
  if (call.command !== undefined) {
    const parts = actingParts(call.command)
    return parts.flatMap(({ words, bare }) => {
      const name = `$ ${words
        .filter((word) => !word.startsWith('-'))
        .slice(0, 2)
        .join(' ')}`
      return call.outcome === 'ok' && /^git commit\b|--(?:continue|abort|skip)\b/.test(bare)
        ? [name, STOPPED]
        : STOPPING.test(bare)
          ? [STOPPED]
          : [name]
    })
  }
  const paths = call.files.map(({ path }) => `file ${path}`)
  return paths.length > 0 ? paths : [`tool ${call.name}`]
}

const STOPPED = '$ git, stopped half-way'
