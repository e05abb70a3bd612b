import type { ChatUsage } from '../chat-reply.ts'
import type { ChatRequest } from '../chat-request.ts'
import type { LlmSettings } from '../llm-settings.ts'
import type { CallOptions, Provider, RawReply } from '../provider.ts'
import { countOf, isEventStream, readObject, textOf } from '../read-body.ts'
import { ReplyFailure } from '../reply-failure.ts'

/** Chat completions: OpenAI and the many servers that speak like it. */
export const openai: Provider = {
  id: 'openai',
  defaultModel: 'gpt-4o-mini',
  defaultTemperature: 0.7,
  baseUrl: 'https://api.openai.com/v1',
  endpoint: '/chat/completions',
  variables: { key: 'OPENAI_API_KEY', model: 'OPENAI_MODEL', baseUrl: 'OPENAI_BASE_URL' },
  open: async (settings, fetch) => {
    const [{ OpenAI }, { Stream }] = await Promise.all([import('openai'), import('openai/streaming')])
    const client = new OpenAI({
      apiKey: settings.apiKey || 'none',
      baseURL: settings.baseUrl,
      fetch,
      maxRetries: 0,
      timeout: settings.timeoutMs,
      logLevel: 'off',
      // What is null is not looked for in the environment.
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
    })
    return async (request, options) => {
      const body = bodyOf(request, settings, options)
      const response = await client.post(settings.endpoint, { body, signal: options.signal }).asResponse()
      if (!isEventStream(response)) return replyOf(await readObject(response), 'message')
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
    messages: [...(system === undefined ? [] : [{ role: 'system', content: system }]), ...messages],
    // Models that reason know the limit by its newer name only, other servers by the older one.
    ...(without.has('max_tokens') ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(temperature === undefined || without.has('temperature') ? {} : { temperature }),
    ...(schema === undefined || without.has('response_format')
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { name: schema.name, schema: schema.schema } } }),
    ...(onProgress === undefined
      ? {}
      : { stream: true, ...(without.has('stream_options') ? {} : { stream_options: { include_usage: true } }) }),
  }
}

async function collect(stream: AsyncIterable<Record<string, unknown>>, { onProgress }: CallOptions): Promise<RawReply> {
  let [text, reasoning, ended] = ['', '', false]
  let seen: RawReply | undefined
  for await (const chunk of stream) {
    const part = replyOf(chunk, 'delta')
    text += part.text
    reasoning += part.reasoning
    ended ||= part.finish !== 'other' || finishOf(chunk) !== undefined
    seen = {
      ...seen,
      ...part,
      finish: seen === undefined || part.finish !== 'other' ? part.finish : seen.finish,
      text,
      reasoning,
    }
    onProgress?.({ answered: text.length, reasoned: reasoning.length })
  }
  if (seen === undefined || !ended) throw new ReplyFailure('cut')
  return seen
}

/** Reads a whole answer, or one part of a stream, which has `delta` where the whole has `message`. */
function replyOf(body: Record<string, unknown>, key: 'message' | 'delta'): RawReply {
  const choice = choiceOf(body)
  const message = (choice?.[key] ?? {}) as Record<string, unknown>
  const finish = finishOf(body)
  const usage = usageOf(body['usage'])
  return {
    text: contentOf(message['content']) || textOf(message['refusal']),
    reasoning: textOf(message['reasoning_content']) || textOf(message['reasoning']),
    ...(typeof body['model'] === 'string' ? { model: body['model'] } : {}),
    finish: finish === 'stop' || finish === 'length' ? finish : 'other',
    ...(usage === undefined ? {} : { usage }),
  }
}

function choiceOf(body: Record<string, unknown>): Record<string, unknown> | undefined {
  const choices = body['choices']
  return Array.isArray(choices) ? (choices[0] as Record<string, unknown> | undefined) : undefined
}

function finishOf(body: Record<string, unknown>): string | undefined {
  const reason = choiceOf(body)?.['finish_reason']
  return typeof reason === 'string' ? reason : undefined
}

/** Some servers answer in parts. */
function contentOf(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content)
  return content.map((part) => textOf((part as { text?: unknown } | null)?.text)).join('')
}

function usageOf(value: unknown): ChatUsage | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const usage = value as Record<string, Record<string, unknown> | undefined>
  const cached = countOf(usage['prompt_tokens_details']?.['cached_tokens'])
  return {
    inputTokens: Math.max(0, countOf(usage['prompt_tokens']) - cached),
    cacheReadTokens: cached,
    cacheWriteTokens: 0,
    outputTokens: countOf(usage['completion_tokens']),
    reasoningTokens: countOf(usage['completion_tokens_details']?.['reasoning_tokens']),
  }
}
