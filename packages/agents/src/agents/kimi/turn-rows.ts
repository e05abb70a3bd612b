import type { RowVerdict } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { type Place, type Thread, textOf, usageOf } from './thread.ts'

/** Types of rows that Kimi Code writes; those not read below tell nothing of the conversation. */
export const TURN_ROWS: RegExp =
  /^(?:config|tools|turn|context|llm|usage|permission|plan_mode|full_compaction|micro_compaction|plugin|runtime|token_counting|profile|goal|skill|mcp|cron|task|hook|hooks|swarm|agent)\.[a-z_.]{1,60}$/

/** What must be remembered between rows of Kimi Code. */
export class TurnState {
  /** The session's id, where the path tells it: sub-agents are named after it. */
  session: string | undefined
  offered: readonly string[] | undefined
  /** True once a prompt says that another agent wrote it. */
  isChild = false
  trigger: 'auto' | 'manual' | 'unknown' = 'unknown'
  /** Usage of a step whose `usage.record`, which names the model, is due next. */
  #step: { readonly id: string; readonly usage: JsonObject; readonly place: Place } | undefined

  step<Text extends string>(thread: Thread<Text>, id: string, usage: JsonObject, place: Place): void {
    this.close(thread)
    this.#step = { id, usage, place }
  }

  record<Text extends string>(thread: Thread<Text>, row: JsonObject, place: Place): void {
    const usage = objectOf(row['usage']) ?? {}
    const model = stringOf(row['model'])
    const step = this.#step
    if (step !== undefined && JSON.stringify(usageOf(step.usage)) === JSON.stringify(usageOf(usage))) {
      this.#step = undefined
      thread.response(step.id, model, usageOf(usage), step.place)
      thread.builder.drop(place.line, 'repeat', step.id)
      return
    }
    this.close(thread)
    // A request outside any step: a compaction.
    thread.response(
      `usage-${place.at ?? place.line}-${JSON.stringify(Object.values(usage))}`,
      model,
      usageOf(usage),
      place,
    )
  }

  /** Counts a step that no record followed. */
  close<Text extends string>(thread: Thread<Text>): void {
    if (this.#step !== undefined) thread.response(this.#step.id, undefined, usageOf(this.#step.usage), this.#step.place)
    this.#step = undefined
  }
}

/** Reads one row of Kimi Code. */
export function readTurnRow<Text extends string>(
  thread: Thread<Text>,
  state: TurnState,
  type: string,
  row: JsonObject,
  place: Place,
): RowVerdict {
  switch (type) {
    case 'turn.prompt':
    case 'turn.steer':
      prompt(thread, state, row['input'], row['origin'], type === 'turn.steer', place)
      return 'known'
    case 'context.append_message': {
      const message = objectOf(row['message'])
      const origin = objectOf(message?.['origin'])
      // Prompts stand in `turn.prompt` already, whoever wrote them.
      if (message?.['role'] !== 'user' || origin?.['kind'] === 'user' || origin?.['kind'] === 'system_trigger')
        return 'known'
      thread.context('reminder', textOf(message['content']).text, place)
      return 'known'
    }
    case 'context.append_loop_event': {
      const event = objectOf(row['event'])
      if (event === undefined) return 'bad'
      loopEvent(thread, state, event, place)
      return 'known'
    }
    case 'usage.record':
      state.record(thread, row, place)
      return 'known'
    case 'config.update':
    case 'profile.bind':
      thread.model(stringOf(row['modelAlias']), place)
      thread.builder.facts({ cwd: stringOf(row['cwd']) ?? stringOf(objectOf(row['environmentDisclosure'])?.['cwd']) })
      state.offered ??= namesIn(row['activeToolNames'])
      return 'known'
    case 'tools.set_active_tools':
      state.offered = namesIn(row['names']) ?? state.offered
      return 'known'
    case 'permission.record_approval_result': {
      const callId = stringOf(row['toolCallId'])
      const decision = objectOf(row['result'])?.['decision']
      if (callId !== undefined && decision !== 'approved') thread.deny(callId)
      return 'known'
    }
    case 'permission.set_mode':
      thread.lifecycle('mode', stringOf(row['mode']), place)
      return 'known'
    case 'plan_mode.enter':
    case 'plan_mode.exit':
      thread.lifecycle('mode', type === 'plan_mode.enter' ? 'plan' : 'plan ended', place)
      return 'known'
    case 'turn.cancel':
      thread.interrupt(place)
      return 'known'
    case 'turn.ended':
      thread.lifecycle('turn_end', stringOf(row['reason']), place)
      return 'known'
    case 'full_compaction.begin':
      state.trigger = row['source'] === 'manual' ? 'manual' : row['source'] === undefined ? 'unknown' : 'auto'
      return 'known'
    case 'context.apply_compaction':
      thread.compaction(row, state.trigger, place)
      return 'known'
  }
  return TURN_ROWS.test(type) ? 'known' : 'unknown'
}

function prompt<Text extends string>(
  thread: Thread<Text>,
  state: TurnState,
  input: unknown,
  origin: unknown,
  queued: boolean,
  place: Place,
): void {
  const source = objectOf(origin)
  if (source === undefined || source['kind'] === 'user') {
    thread.prompt(input, queued, place)
    return
  }
  const child = source['name'] === 'subagent'
  if (child) state.isChild = true
  thread.context(child ? 'instructions' : 'notification', textOf(input).text, place)
}

function loopEvent<Text extends string>(thread: Thread<Text>, state: TurnState, event: JsonObject, place: Place): void {
  const stepId = stringOf(event['stepUuid'])
  const callId = stringOf(event['toolCallId'])
  switch (event['type']) {
    case 'content.part':
      thread.part(objectOf(event['part']) ?? {}, stepId, place)
      break
    case 'tool.call':
      if (callId === undefined) break
      thread.call(callId, stringOf(event['name']) ?? 'unknown', objectOf(event['args']) ?? {}, stepId, place)
      thread.builder.facts({ cwd: stringOf(objectOf(event['display'])?.['cwd']) })
      break
    case 'tool.result': {
      if (callId === undefined) break
      const result = objectOf(event['result']) ?? {}
      const output = textOf(result['output']).text
      const text = typeof result['output'] === 'string' ? result['output'] : output
      const agent = /^agent_id: ([\w.-]{1,80})\n/.exec(text)?.[1]
      const childId = agent === undefined || state.session === undefined ? agent : `${state.session}.${agent}`
      thread.result(
        callId,
        text === '' ? (stringOf(result['message']) ?? '') : text,
        result['isError'] === true,
        childId,
        place,
      )
      break
    }
    case 'step.end': {
      const usage = objectOf(event['usage'])
      const id = stringOf(event['messageId']) ?? stringOf(event['uuid']) ?? `line-${place.line}`
      if (usage !== undefined) state.step(thread, id, usage, place)
      break
    }
  }
}

function namesIn(value: unknown): string[] | undefined {
  const names = arrayOf(value).flatMap((name) => stringOf(name) ?? [])
  return names.length === 0 ? undefined : names
}
