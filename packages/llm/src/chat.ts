import { setTimeout as systemSleep } from 'node:timers/promises'
import { boundedFetch } from './bounded-fetch.ts'
import type { ChatProgress, ChatReply } from './chat-reply.ts'
import type { ChatRequest } from './chat-request.ts'
import type { LlmSettings } from './llm-settings.ts'
import { type Optional, optionalParameters, type ProviderCall, type RawReply } from './provider.ts'
import { failureOf, isPassing, type ProviderFailure, toSesError } from './provider-failure.ts'
import { providers } from './providers/index.ts'
import { splitThinking } from './split-thinking.ts'

export interface ChatOptions {
  /** Ends the call at once, between attempts too. */
  readonly signal?: AbortSignal
  /** Streams the answer, and tells how far it has come. */
  readonly onProgress?: (progress: ChatProgress) => void
  /** Default: the machine's own, as the next three. */
  readonly fetch?: typeof globalThis.fetch
  /** Epoch milliseconds. */
  readonly now?: () => number
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>
  /** In [0, 1). */
  readonly random?: () => number
}

/** Longer than this nobody waits before a screen; who asks for more gets an error that says so. */
const LONGEST_WAIT_MS = 60_000
const FIRST_WAIT_MS = 500

/**
 * Asks a model and waits for the whole answer. What fails for a passing reason (429, 5xx, a cut connection) is tried again, after the
 * time the provider asks for. A parameter that model or server turns down is left out. Throws `SesError` `provider_failed`, whose
 * `data.reason` says why.
 */
export async function chat(request: ChatRequest, settings: LlmSettings, options: ChatOptions = {}): Promise<ChatReply> {
  const { now = Date.now, random = Math.random, sleep = defaultSleep } = options
  const { signal = new AbortController().signal, onProgress } = options
  const provider = providers.find(({ id }) => id === settings.provider) ?? providers[0]
  const call = await provider.open(settings, boundedFetch(options.fetch ?? globalThis.fetch))
  const start = now()
  const without = new Set<Optional>()
  let failures = 0
  for (let attempts = 1; ; attempts += 1) {
    const result = await attempt(call, request, settings, without, signal, now, onProgress)
    if ('reply' in result) return finish(result.reply, settings, { ms: Math.max(0, now() - start), attempts })
    const { failure } = result
    const turnedDown = turnedDownBy(failure, without)
    if (turnedDown !== undefined) {
      without.add(turnedDown)
      continue
    }
    const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** failures * (1 + random())
    if (!isPassing(failure) || failures >= settings.retries || wait > LONGEST_WAIT_MS) {
      throw toSesError(failure, settings)
    }
    failures += 1
    await sleep(wait, signal).catch(() => {})
    if (signal.aborted) throw toSesError({ reason: 'aborted' }, settings)
  }
}

function defaultSleep(ms: number, signal: AbortSignal): Promise<unknown> {
  return systemSleep(ms, undefined, { signal })
}

/** One request within its time. */
async function attempt(
  call: ProviderCall,
  request: ChatRequest,
  settings: LlmSettings,
  without: ReadonlySet<Optional>,
  outer: AbortSignal,
  now: () => number,
  onProgress: ChatOptions['onProgress'],
): Promise<{ readonly reply: RawReply } | { readonly failure: ProviderFailure }> {
  if (outer.aborted) return { failure: { reason: 'aborted' } }
  const inner = new AbortController()
  let stop: (reason: 'timeout' | 'aborted') => void = () => {}
  const stopped = new Promise<{ readonly failure: ProviderFailure }>((settle) => {
    stop = (reason) => {
      settle({ failure: { reason } })
      inner.abort()
    }
  })
  const timer = setTimeout(() => stop('timeout'), settings.timeoutMs)
  const onAbort = (): void => stop('aborted')
  outer.addEventListener('abort', onAbort, { once: true })
  try {
    const made = call(request, { signal: inner.signal, without, ...(onProgress === undefined ? {} : { onProgress }) })
    return await Promise.race([
      made.then(
        (reply) => ({ reply }),
        (error: unknown) => ({ failure: failureOf(error, settings, now()) }),
      ),
      stopped,
    ])
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', onAbort)
    inner.abort()
  }
}

/** The parameter that a refusal names, unless it was left out already. */
function turnedDownBy({ status, said = '' }: ProviderFailure, without: ReadonlySet<Optional>): Optional | undefined {
  if (status !== 400 && status !== 422) return undefined
  return optionalParameters.find((name) => said.includes(name) && !without.has(name))
}

function finish(raw: RawReply, settings: LlmSettings, { ms, attempts }: Pick<ChatReply, 'ms' | 'attempts'>): ChatReply {
  const split = splitThinking(raw.text)
  const reasoning = [raw.reasoning.trim(), split.thinking].filter((part) => part !== '').join('\n\n')
  const fromReasoning = split.text.trim() === ''
  const text = fromReasoning ? reasoning : split.text.trim()
  if (text === '') throw toSesError({ reason: 'empty' }, settings)
  return {
    text,
    ...(reasoning === '' ? {} : { reasoning }),
    fromReasoning,
    model: raw.model ?? settings.model,
    finish: raw.finish,
    ...(raw.usage === undefined ? {} : { usage: raw.usage }),
    ms,
    attempts,
  }
}
