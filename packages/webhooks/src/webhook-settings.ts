import { validateHeaderName, validateHeaderValue } from 'node:http'
import { SesError } from '@ses/model'
import type { WebhookConfig, WebhookEvent } from '@ses/schema'
import { isLoopbackHost } from './guard-address.ts'

/** Where and how events are sent, checked; made by `readWebhookSettings`. Holds secrets: never print or store it. */
export interface WebhookSettings {
  /** `https:`, or `http:` where that is allowed. */
  readonly url: URL
  readonly events: readonly WebhookEvent[]
  readonly secret?: string
  readonly authToken?: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Of one whole exchange, in milliseconds. */
  readonly timeoutMs: number
  /** Attempts in all, at least 1. */
  readonly attempts: number
  /** Milliseconds before the second attempt; doubled at each further one. */
  readonly delayMs: number
  /** Whether addresses of private networks may be sent to. */
  readonly allowPrivate: boolean
}

/** Every event there is. */
export const webhookEvents: readonly WebhookEvent[] = ['session.ended', 'review.completed']

const DEFAULT_TIMEOUT_MS = 5000
const DEFAULT_RETRIES = 11
const DEFAULT_DELAY_MS = 5000
/** The longest a Node timer can wait; a larger number would fire at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

/** Set by us on every request, or by the HTTP client. */
const RESERVED =
  /^(?:host|connection|content-length|content-type|transfer-encoding|expect|upgrade|te|trailer|webhook-.*|x-signature-256)$/

/**
 * Merges config and environment (`SES_WEBHOOK_URL`, `_SECRET`, `_AUTH_TOKEN`, `_EVENTS`; the environment wins); undefined when no URL
 * is set. Throws `SesError` `config_invalid` that names the key and never repeats its value.
 */
export function readWebhookSettings(
  config: WebhookConfig | undefined,
  env: Readonly<Record<string, string | undefined>>,
): WebhookSettings | undefined {
  const [urlKey, urlText] = fromEither(env, 'SES_WEBHOOK_URL', 'webhooks.url', config?.url)
  if (urlText === undefined) return undefined
  const url = readUrl(urlKey, urlText, config?.allow_http === true)
  const [secretKey, secret] = fromEither(env, 'SES_WEBHOOK_SECRET', 'webhooks.secret', config?.secret)
  if (secret?.startsWith('whsec_') && !/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) {
    throw invalid(secretKey, 'expected base64 after whsec_')
  }
  const [tokenKey, authToken] = fromEither(env, 'SES_WEBHOOK_AUTH_TOKEN', 'webhooks.auth_token', config?.auth_token)
  if (authToken !== undefined) checkHeader(tokenKey, 'authorization', authToken)
  const { retry } = config ?? {}
  const { attempts: retries = DEFAULT_RETRIES, delay_ms: delayMs = DEFAULT_DELAY_MS } =
    typeof retry === 'number' ? { attempts: retry } : (retry ?? {})
  return {
    url,
    events: readEvents(env['SES_WEBHOOK_EVENTS']) ?? config?.events ?? webhookEvents,
    ...(secret === undefined ? {} : { secret }),
    ...(authToken === undefined ? {} : { authToken }),
    headers: readHeaders(config?.headers ?? {}),
    timeoutMs: Math.min(config?.timeout_ms ?? DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS),
    attempts: retries + 1,
    delayMs,
    allowPrivate: config?.allow_private === true,
  }
}

function fromEither(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  path: string,
  configured: string | undefined,
): [key: string, value: string | undefined] {
  const value = env[variable]
  return value ? [variable, value] : [path, configured || undefined]
}

function readUrl(key: string, text: string, allowHttp: boolean): URL {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    throw invalid(key, 'expected a URL')
  }
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && (allowHttp || isLoopbackHost(url.hostname))) return url
  throw invalid(key, 'expected https, or http to this machine (webhooks.allow_http allows others)')
}

function readEvents(text: string | undefined): WebhookEvent[] | undefined {
  if (!text) return undefined
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  const known = webhookEvents.filter((event) => names.includes(event))
  if (names.some((name) => !webhookEvents.some((event) => event === name))) {
    throw invalid('SES_WEBHOOK_EVENTS', `expected ${webhookEvents.join(' or ')}`)
  }
  return known
}

function readHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => {
    const key = `webhooks.headers[${JSON.stringify(name)}]`
    const lower = name.toLowerCase()
    checkHeader(key, name, value)
    if (RESERVED.test(lower)) throw invalid(key, 'is set by ses')
    return [lower, value]
  })
  return Object.fromEntries(entries)
}

function checkHeader(key: string, name: string, value: string): void {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch {
    throw invalid(key, 'expected what an HTTP header can hold')
  }
}

function invalid(key: string, problem: string): SesError {
  return new SesError('config_invalid', `${key}: ${problem}`, {
    data: { path: key, ...(key.startsWith('SES_') ? { file: 'the environment' } : {}) },
  })
}
