import type { Masked, ModelResponse, Session, ToolCallEvent } from '@ses/model'
import type { ExportedSession } from '../exported-session.ts'
import { providerOf } from '../provider-of.ts'
import { stableId } from '../stable-id.ts'
import { type Attribute, attributesOf } from './attribute.ts'
import { nanosOf, resourceOf, schemaUrl, scopeOf } from './resource-of.ts'

/** The body of an OTLP `ExportTraceServiceRequest`. */
export interface TraceRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string }
      readonly spans: readonly Span[]
      readonly schemaUrl: string
    }[]
    readonly schemaUrl: string
  }[]
}

export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  /** 1 internal, 3 client. */
  readonly kind: 1 | 3
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
  /** Code 2 is an error. */
  readonly status: { readonly code: 0 | 2; readonly message?: string }
}

/**
 * A trace per session: the agent's run, in it each model response and each tool call, below a tool call the sub-agent that it started.
 * Prompts, replies and outputs are left out; costs are under `ses.`, as the conventions have no name for them.
 */
export function spansOf(exported: ExportedSession, version: string): TraceRequest {
  const { summary, session } = exported
  const traceId = stableId(16, 'trace', summary.session.agent, summary.session.id)
  const spans = session ? agentSpans(session, exported, { traceId }) : [summarySpan(exported, traceId)]
  return {
    resourceSpans: [
      {
        resource: resourceOf(exported),
        scopeSpans: [{ scope: scopeOf(version), spans, schemaUrl }],
        schemaUrl,
      },
    ],
  }
}

interface Place {
  readonly traceId: string
  readonly parentSpanId?: string
}

function agentSpans(session: Session<Masked>, exported: ExportedSession, place: Place): Span[] {
  const spanId = spanOf(session.id, 'agent')
  const [start, end] = periodOf(session)
  const inside: Place = { traceId: place.traceId, parentSpanId: spanId }
  const name = session.parent?.agentType ?? session.agent
  const own: Span = {
    ...place,
    spanId,
    name: `invoke_agent ${name}`,
    kind: 1,
    startTimeUnixNano: nanosOf(start),
    endTimeUnixNano: nanosOf(end),
    attributes: attributesOf({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': providerOf(session.responses[0]?.model, session.responses[0]?.provider),
      'gen_ai.agent.name': name,
      'gen_ai.agent.id': session.id,
      'gen_ai.conversation.id': exported.summary.session.id,
      ...(place.parentSpanId === undefined ? summaryAttributes(exported) : {}),
    }),
    status: { code: 0 },
  }
  const times = session.events.flatMap(({ at }) => (at === undefined ? [] : [at])).sort((a, b) => a - b)
  const chats = session.responses.map((response) => chatSpan(response, session, exported, inside, times, start))
  const tools = session.events.flatMap((event) =>
    event.type === 'tool' ? [toolSpan(event, session, inside, start)] : [],
  )
  const callers = new Map(session.events.flatMap((event) => (event.type === 'tool' ? [[event.callId, event]] : [])))
  const children = session.children.flatMap((child) => {
    const call = child.parent?.callId === undefined ? undefined : callers.get(child.parent.callId)
    const parentSpanId = call === undefined ? spanId : spanOf(session.id, 'tool', call.id)
    return agentSpans(child, exported, { traceId: place.traceId, parentSpanId })
  })
  return [own, ...chats, ...tools, ...children]
}

/** A response is recorded when it is there; it was asked for at the latest when the event before it happened. */
function chatSpan(
  response: ModelResponse,
  session: Session<Masked>,
  exported: ExportedSession,
  place: Place,
  times: readonly number[],
  sessionStart: number,
): Span {
  const end = response.at ?? sessionStart
  const { usage } = response
  return {
    ...place,
    spanId: spanOf(session.id, 'chat', response.id),
    name: response.model === undefined ? 'chat' : `chat ${response.model}`,
    kind: 3,
    startTimeUnixNano: nanosOf(lastBefore(times, end) ?? Math.min(sessionStart, end)),
    endTimeUnixNano: nanosOf(end),
    attributes: attributesOf({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerOf(response.model, response.provider),
      'gen_ai.conversation.id': exported.summary.session.id,
      'gen_ai.request.model': response.model,
      'gen_ai.response.model': response.model,
      'gen_ai.response.id': response.id,
      'gen_ai.usage.input_tokens': usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
      'gen_ai.usage.output_tokens': usage.outputTokens,
      'gen_ai.usage.cache_read.input_tokens': usage.cacheReadTokens || undefined,
      'gen_ai.usage.cache_creation.input_tokens': usage.cacheWriteTokens || undefined,
      'gen_ai.usage.reasoning.output_tokens': usage.reasoningTokens || undefined,
      'ses.cost.usd': double(exported.costs?.[response.id]),
      'ses.span.start': 'previous_event',
    }),
    status: { code: 0 },
  }
}

function toolSpan(call: ToolCallEvent<Masked>, session: Session<Masked>, place: Place, sessionStart: number): Span {
  const start = call.at ?? sessionStart
  const failed = call.outcome !== 'ok' && call.outcome !== 'pending'
  return {
    ...place,
    spanId: spanOf(session.id, 'tool', call.id),
    name: `execute_tool ${call.name}`,
    kind: 1,
    startTimeUnixNano: nanosOf(start),
    endTimeUnixNano: nanosOf(start + (call.durationMs ?? 0)),
    attributes: attributesOf({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': call.name,
      'gen_ai.tool.call.id': call.callId,
      'gen_ai.tool.type': 'function',
      'gen_ai.conversation.id': session.parent?.sessionId ?? session.id,
      'error.type': failed ? call.outcome : undefined,
      'process.exit.code': call.exitCode,
      'ses.tool.action': call.action,
      'ses.files': call.files.length > 0 ? call.files.slice(0, 50).map(({ path }) => path) : undefined,
    }),
    status: failed ? { code: 2, message: call.outcome } : { code: 0 },
  }
}

/** All there is when the events are gone. */
function summarySpan(exported: ExportedSession, traceId: string): Span {
  const { session, usage } = exported.summary
  const start = timeOf(session.start) ?? 0
  return {
    traceId,
    spanId: spanOf(session.id, 'agent'),
    name: `invoke_agent ${session.agent}`,
    kind: 1,
    startTimeUnixNano: nanosOf(start),
    endTimeUnixNano: nanosOf(Math.max(start, timeOf(session.end) ?? start)),
    attributes: attributesOf({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': providerOf(session.models?.[0]),
      'gen_ai.agent.name': session.agent,
      'gen_ai.agent.id': session.id,
      'gen_ai.conversation.id': session.id,
      ...summaryAttributes(exported),
      'gen_ai.usage.input_tokens': usage && usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens,
      'gen_ai.usage.output_tokens': usage?.output_tokens,
    }),
    status: { code: 0 },
  }
}

function summaryAttributes({ summary }: ExportedSession): Parameters<typeof attributesOf>[0] {
  const { session, grade, usage, findings } = summary
  return {
    'ses.session.type': session.type,
    'ses.session.risk': session.risk,
    'ses.session.outcome': session.outcome?.state,
    'ses.grade.letter': grade?.letter,
    'ses.grade.score': grade?.score,
    'ses.findings': findings?.map(({ id }) => id),
    'ses.cost.usd': double(usage?.cost_usd),
    'vcs.ref.head.name': session.git_branch,
    'vcs.ref.head.revision': session.git_commit,
  }
}

const double = (value: number | null | undefined): { double: number } | undefined =>
  typeof value === 'number' ? { double: value } : undefined

const spanOf = (...parts: readonly string[]): string => stableId(8, 'span', ...parts)

function periodOf(session: Session<Masked>): readonly [start: number, end: number] {
  const start = session.startedAt ?? session.events.find(({ at }) => at !== undefined)?.at ?? 0
  return [start, Math.max(start, session.endedAt ?? start)]
}

function timeOf(iso: string | null): number | undefined {
  const at = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(at) ? undefined : at
}

/** The largest of the sorted times that is smaller than `at`. */
function lastBefore(times: readonly number[], at: number): number | undefined {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return times[low - 1]
}
