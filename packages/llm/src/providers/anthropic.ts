import type { ChatUsage } from '../chat-reply.ts'
import type { ChatRequest } from '../chat-request.ts'
import type { LlmSettings } from '../llm-settings.ts'
import type { CallOptions, Provider, RawReply } from '../provider.ts'
import { countOf, isEventStream, readObject, textOf } from '../read-body.ts'
import { ReplyFailure } from '../reply-failure.ts'

/** The Messages API. */
export const anthropic: Provider = {
  id: 'anthropic',
  defaultModel: 'claude-haiku-4-5',
  baseUrl: 'https://api.anthropic.com',
  endpoint: '/v1/messages',
  variables: { key: 'ANTHROPIC_API_KEY', model: 'ANTHROPIC_MODEL', baseUrl: 'ANTHROPIC_BASE_URL' },
  open: async (settings, fetch) => {
    const [{ Anthropic }, { Stream }] = await Promise.all([
      import('@anthropic-ai/sdk'),
      import('@anthropic-ai/sdk/streaming'),
    ])
    const client = new Anthropic({
      // Without a key of its own it would look for one on this machine.
      apiKey: settings.apiKey || 'none',
      baseURL: settings.baseUrl,
      fetch,
      maxRetries: 0,
      timeout: settings.timeoutMs,
      logLevel: 'off',
      webhookKey: null,
      openTelemetry: false,
      // The library sends the key as a bearer token, which only its own service is sure to understand; that one takes both.
      defaultHeaders: { 'x-api-key': settings.apiKey || 'none' },
    })
    return async (request, options) => {
      const body = bodyOf(request, settings, options)
      const response = await client
        .post(settings.endpoint, { body, headers: headersFor(body), signal: options.signal })
        .asResponse()
      if (!isEventStream(response)) return replyOf(await readObject(response))
      const stream = Stream.fromSSEResponse<Record<string, unknown>>(response, new AbortController(), client)
      return collect(stream, options)
    }
  },
}

function bodyOf(
  { system, messages, schema }: ChatRequest,
  { model, maxTokens, temperature }: LlmSettings,
  { without, onProgress }: CallOptions,
): Record<string, unknown> {
  return {
    model,
    ...(system === undefined ? {} : { system }),
    messages,
    max_tokens: maxTokens,
    // Its scale ends at 1.
    ...(temperature === undefined || without.has('temperature') ? {} : { temperature: Math.min(1, temperature) }),
    // A tool that must be called takes its input by a schema, on every model that knows tools.
    ...(schema === undefined || without.has('tool_choice')
      ? {}
      : {
          tools: [{ name: schema.name, description: 'The answer', input_schema: schema.schema }],
          tool_choice: { type: 'tool', name: schema.name },
        }),
    ...(onProgress === undefined ? {} : { stream: true }),
  }
}

/** Since version 2026-10-21 the API refuses a temperature; who sets one is served by the version before, as far as the model takes it. */
function headersFor(body: Record<string, unknown>): Record<string, string> {
  return 'temperature' in body ? { 'anthropic-version': '2023-06-01' } : {}
}

function replyOf(body: Record<string, unknown>): RawReply {
  const blocks = (Array.isArray(body['content']) ? body['content'] : []) as (Record<string, unknown> | null)[]
  const input = blocks.find((block) => block?.['type'] === 'tool_use')?.['input']
  const usage = usageOf(body['usage'])
  return {
    text: input === undefined ? blocks.map((block) => textOf(block?.['text'])).join('') : (JSON.stringify(input) ?? ''),
    reasoning: blocks.map((block) => textOf(block?.['thinking'])).join(''),
    ...(typeof body['model'] === 'string' ? { model: body['model'] } : {}),
    finish: finishOf(body['stop_reason']),
    ...(usage === undefined ? {} : { usage }),
  }
}

async function collect(stream: AsyncIterable<Record<string, unknown>>, { onProgress }: CallOptions): Promise<RawReply> {
  let [text, reasoning, ended] = ['', '', false]
  let finish: RawReply['finish'] = 'other'
  let model: string | undefined
  let counted: Record<string, unknown> | undefined
  for await (const event of stream) {
    const message = event['message'] as Record<string, unknown> | undefined
    const delta = (event['delta'] ?? {}) as Record<string, unknown>
    const usage = (event['usage'] ?? message?.['usage']) as Record<string, unknown> | undefined
    // The last event counts what was written; what was read is counted in the first, and there only by some servers.
    if (usage !== undefined) counted = { ...counted, ...withoutNull(usage) }
    if (typeof message?.['model'] === 'string') model = message['model']
    text += textOf(delta['text']) + textOf(delta['partial_json'])
    reasoning += textOf(delta['thinking'])
    if (delta['stop_reason']) finish = finishOf(delta['stop_reason'])
    if (event['type'] === 'message_stop') ended = true
    onProgress?.({ answered: text.length, reasoned: reasoning.length })
  }
  if (!ended) throw new ReplyFailure('cut')
  const usage = usageOf(counted)
  return {
    text,
    reasoning,
    ...(model === undefined ? {} : { model }),
    finish,
    ...(usage === undefined ? {} : { usage }),
  }
}

function withoutNull(usage: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null))
}

function finishOf(reason: unknown): RawReply['finish'] {
  if (reason === 'end_turn' || reason === 'stop_sequence' || reason === 'tool_use') return 'stop'
  return reason === 'max_tokens' ? 'length' : 'other'
}

function usageOf(value: unknown): ChatUsage | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const usage = value as Record<string, unknown>
  return {
    inputTokens: countOf(usage['input_tokens']),
    cacheReadTokens: countOf(usage['cache_read_input_tokens']),
    cacheWriteTokens: countOf(usage['cache_creation_input_tokens']),
    outputTokens: countOf(usage['output_tokens']),
    reasoningTokens: countOf((usage['output_tokens_details'] as Record<string, unknown> | null)?.['thinking_tokens']),
  }
}
