import type { HookFormat } from '../../agent.ts'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { type HookMoment, type HookState, hooksOf } from '../../hook-dialect.ts'
import type { HookCall } from '../../hook-thread.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { readToolOutput } from './tool-output.ts'
import { tools } from './tools.ts'
import { readUserText } from './user-text.ts'

/**
 * The hooks of Codex 0.169 and the older `notify` program. A shell command's exit code is not told, so one that failed looks like
 * one that did not; a patch that does not apply has no `PostToolUse`. No hook but `PostModelRequest` tells usage.
 */
export const hooks: HookFormat = hooksOf({
  agent: 'codex',
  tools,
  steps: {
    SessionStart: 'start',
    SessionEnd: 'end',
    UserPromptSubmit: 'prompt',
    PreToolUse: 'call',
    PostToolUse: 'result',
    PermissionRequest: 'asked',
    Stop: 'turn_end',
    StopFailure: 'turn_error',
    Interrupt: 'interrupt',
    SubagentStart: 'subagent_start',
    SubagentStop: 'subagent_end',
    PreCompact: 'compact_start',
    PostCompact: 'compact_end',
    PreModelRequest: 'aside',
    PostModelRequest: 'aside',
    notify: 'other',
    'agent-turn-complete': 'other',
  },
  prompt: (text) => readUserText(text),
  call: readCall,
  result: (payload, { args }) => {
    const { text, exitCode, durationMs, outcome } = readToolOutput(payload['tool_response'])
    return {
      outcome: outcome ?? (exitCode === undefined ? 'ok' : outcomeOfExit(stringOf(args['cmd']), exitCode)),
      output: text,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(durationMs === undefined ? {} : { durationMs }),
    }
  },
  unanswered: (event, asked) => (asked ? 'denied' : event.name === 'apply_patch' ? 'error' : undefined),
  own: notified,
})

/** The names and arguments that the transcripts use: hooks call every shell `Bash`, and put a namespace before a name. */
function readCall(payload: JsonObject): HookCall | undefined {
  const told = stringOf(payload['tool_name'])
  if (told === undefined) return undefined
  const input = objectOf(payload['tool_input']) ?? {}
  const id = stringOf(payload['tool_use_id'])
  const { command, ...rest } = input
  if (told === 'Bash') return { id, name: 'exec_command', args: { ...rest, cmd: command } }
  if (told === 'apply_patch') return { id, name: told, args: { ...rest, patch: command } }
  return { id, name: told.replace(/^collaboration(?=[a-z])/, ''), args: input }
}

/** `notify` tells all prompts of the thread at every turn, and the last words. */
function notified<Text extends string>({ log, thread, payload }: HookMoment<Text>, state: HookState): void {
  log.facts({ id: stringOf(payload['thread-id']) })
  const texts = arrayOf(payload['input-messages']).filter((text): text is string => typeof text === 'string')
  const known = typeof state['notified'] === 'number' ? state['notified'] : 0
  for (const text of texts.slice(known)) {
    const read = readUserText(text)
    if (read.kind === 'prompt') thread.prompt(read.text)
  }
  state['notified'] = Math.max(known, texts.length)
  thread.reply(stringOf(payload['last-assistant-message']))
  thread.lifecycle('turn_end')
}
