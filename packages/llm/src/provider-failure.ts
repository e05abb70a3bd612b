import { SesError } from '@ses/model'
import type { LlmSettings } from './llm-settings.ts'
import { ReplyFailure } from './reply-failure.ts'
import { readRetryAfter } from './retry-after.ts'

/** Why a model gave no answer. */
type FailureReason =
  | 'unauthorised'
  | 'forbidden'
  | 'unknown_model'
  | 'too_much_input'
  | 'rate_limited'
  | 'quota'
  | 'turned_down'
  | 'server'
  | 'timeout'
  | 'network'
  | 'cut'
  | 'redirect'
  | 'not_json'
  | 'too_long'
  | 'empty'
  | 'aborted'

/** A failed attempt, told without anything that could be a secret. */
export interface ProviderFailure {
  readonly reason: FailureReason
  readonly status?: number
  /** What the provider says of it, shortened; absent when it might repeat the key. */
  readonly said?: string
  readonly retryAfterMs?: number
}

/** Reasons that may have passed a moment later. */
const PASSING: readonly FailureReason[] = ['rate_limited', 'server', 'network', 'cut']

/** Whether another attempt makes sense. */
export function isPassing({ reason }: ProviderFailure): boolean {
  return PASSING.includes(reason)
}

/** Understands what a client library threw; `now` in epoch milliseconds. */
export function failureOf(error: unknown, { apiKey }: LlmSettings, now: number): ProviderFailure {
  const own = chain(error).find((each) => each instanceof ReplyFailure)
  if (own !== undefined) return { reason: own.reason }
  if (error instanceof SyntaxError) return { reason: 'not_json' }
  const { status, headers, code } = (error ?? {}) as { status?: unknown; headers?: unknown; code?: unknown }
  const said = saidIn(error, apiKey)
  const tell = said === '' ? {} : { said }
  if (typeof status !== 'number') {
    const inStream = error instanceof Error && 'error' in error && error.error !== undefined
    return inStream ? { reason: 'server', ...tell } : { reason: 'network' }
  }
  const header = (name: string): string | undefined =>
    headers instanceof Headers ? (headers.get(name) ?? undefined) : undefined
  const retryAfterMs = readRetryAfter(header('retry-after-ms'), header('retry-after'), now)
  return {
    reason: reasonOf(status, `${String(code ?? '')} ${said}`),
    status,
    ...(status === 401 || status === 403 ? {} : tell),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

function reasonOf(status: number, said: string): FailureReason {
  if (status === 401) return 'unauthorised'
  if (status === 402 || (status === 429 && /insufficient_quota|billing/i.test(said))) return 'quota'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'unknown_model'
  if (status === 413 || /context_length|context length|context window|prompt is too long|too many tokens/i.test(said)) {
    return 'too_much_input'
  }
  if (status === 429) return 'rate_limited'
  if (status >= 500 || status === 408 || status === 409) return 'server'
  return 'turned_down'
}

/** The provider's own words on one line; nothing where they hold an end of the key. */
function saidIn(error: unknown, apiKey: string): string {
  const { error: body, message } = (error ?? {}) as { error?: unknown; message?: unknown }
  const inner = (body as { message?: unknown; error?: { message?: unknown } } | undefined) ?? {}
  const words = [inner.error?.message, inner.message, message].find((each) => typeof each === 'string')
  const line = String(words ?? '')
    .slice(0, 2000)
    .replace(/\s+/g, ' ')
    .trim()
  const ends = apiKey.length < 8 ? [apiKey] : [apiKey.slice(0, 8), apiKey.slice(-8)]
  return apiKey !== '' && ends.some((end) => line.includes(end)) ? '' : line.slice(0, 200)
}

function chain(error: unknown): unknown[] {
  const found: unknown[] = []
  for (let at = error; at instanceof Error && found.length < 8; at = at.cause) found.push(at)
  return found
}

/** The failure as an error for the user. */
export function toSesError(failure: ProviderFailure, settings: LlmSettings): SesError {
  const { reason, status, said } = failure
  const [what, fix] = texts(settings, failure)[reason]
  return new SesError('provider_failed', said === undefined ? what : `${what}: ${said}`, {
    data: {
      provider: settings.provider,
      model: settings.model,
      reason,
      ...(status === undefined ? {} : { status }),
      fix,
    },
  })
}

function texts(
  { provider, model, timeoutMs, maxTokens }: LlmSettings,
  { status, retryAfterMs }: ProviderFailure,
): Readonly<Record<FailureReason, readonly [what: string, fix: string]>> {
  const later = retryAfterMs === undefined ? 'later' : `in ${Math.ceil(retryAfterMs / 1000)} s`
  const key = provider === 'openai' ? 'OPENAI_API_KEY' : 'ANTHROPIC_API_KEY'
  return {
    unauthorised: [`${provider} does not accept the API key (401)`, `check ${key}, or api_key in the config`],
    forbidden: [`${provider} forbids this key to use ${model} (403)`, 'use another model or another key'],
    unknown_model: [`${provider} knows no model ${model} (404)`, 'name another with --model, or check the base URL'],
    too_much_input: [`the input is too long for ${model}`, 'allow less of it with --context-tokens'],
    rate_limited: [`${provider} takes no more requests for now (429)`, `try again ${later}`],
    quota: [`the account at ${provider} has nothing left to spend`, 'look at its billing page'],
    turned_down: [`${provider} turned the request down (${status})`, 'check model, max_tokens and temperature'],
    server: [`${provider} failed${status === undefined ? '' : ` (${status})`}`, `try again ${later}`],
    timeout: [`no answer within ${timeoutMs / 1000} s`, 'try again, or allow more with --timeout-ms'],
    network: [`${provider} cannot be reached`, 'check the network and the base URL'],
    cut: ['the answer broke off', 'try again'],
    redirect: [`${provider} sent the request elsewhere, which would take the key along`, 'correct the base URL'],
    not_json: ['the answer is not JSON', 'check the base URL, or try another model'],
    too_long: ['the answer has no end', 'check the base URL'],
    empty: [`${model} answered with nothing`, `try again, or with more than ${maxTokens} max_tokens`],
    aborted: ['stopped before the answer came', 'try again'],
  }
}
