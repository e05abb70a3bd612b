import { SesError } from '@ses/model'
import type { Config } from '@ses/schema'
import type { LlmSettings } from './llm-settings.ts'
import type { Provider } from './provider.ts'
import { providers } from './providers/index.ts'

/** What was asked for on the command line; wins over everything. */
export interface LlmFlags {
  readonly provider?: string
  readonly model?: string
  readonly maxTokens?: number
  readonly temperature?: number
  readonly timeoutMs?: number
  readonly retries?: number
}

type LlmConfig = Pick<
  Config,
  | 'provider'
  | 'api_key'
  | 'model'
  | 'openai_base_url'
  | 'openai_endpoint'
  | 'openai_allow_http'
  | 'max_tokens'
  | 'temperature'
>

const DEFAULT_MAX_TOKENS = 1000
const DEFAULT_TIMEOUT_MS = 120_000
const DEFAULT_RETRIES = 2

/**
 * Merges what was typed, the environment and the config, in this order of weight. `AI_MODEL` stands over `OPENAI_MODEL` and
 * `ANTHROPIC_MODEL`. Where nobody names a provider, a model called `claude…` or the only key that is set does. Throws `SesError`
 * `config_invalid` or `no_api_key`; no message holds a key.
 */
export function readLlmSettings(
  flags: LlmFlags,
  env: Readonly<Record<string, string | undefined>>,
  config: LlmConfig,
): LlmSettings {
  const provider = providerOf(flags, env, config)
  const { variables } = provider
  const ofOpenai = provider.id === 'openai'
  const baseUrl = env[variables.baseUrl] || (ofOpenai && config.openai_base_url) || provider.baseUrl
  const endpoint = (ofOpenai && (env['OPENAI_ENDPOINT'] || config.openai_endpoint)) || provider.endpoint
  const target = checkUrl(baseUrl, endpoint, config.openai_allow_http === true)
  const apiKey = (env[variables.key] || keyOf(provider, config) || '').trim()
  if (apiKey === '' && !isLoopback(target)) {
    throw new SesError('no_api_key', `for ${provider.id}`, { data: { provider: provider.id, variable: variables.key } })
  }
  if (/[^\x21-\x7e]/.test(apiKey)) {
    throw new SesError('config_invalid', `${variables.key}: expected a key without spaces or line breaks`, {
      data: { path: variables.key },
    })
  }
  const temperature = flags.temperature ?? config.temperature ?? provider.defaultTemperature
  return {
    provider: provider.id,
    model: flags.model || env['AI_MODEL'] || env[variables.model] || config.model || provider.defaultModel,
    apiKey,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    endpoint: /^https?:/i.test(endpoint) || endpoint.startsWith('/') ? endpoint : `/${endpoint}`,
    maxTokens: flags.maxTokens ?? config.max_tokens ?? DEFAULT_MAX_TOKENS,
    ...(temperature === undefined ? {} : { temperature }),
    timeoutMs: flags.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    retries: flags.retries ?? DEFAULT_RETRIES,
  }
}

function providerOf(flags: LlmFlags, env: Readonly<Record<string, string | undefined>>, config: LlmConfig): Provider {
  const [first] = providers
  const named = flags.provider ?? config.provider
  if (named !== undefined) {
    const provider = providers.find(({ id }) => id === named)
    if (provider !== undefined) return provider
    throw new SesError('usage', `provider ${named}: expected ${providers.map(({ id }) => id).join(' or ')}`)
  }
  const model = flags.model || env['AI_MODEL']
  const owner = providers.find(({ id }) => id === (model?.startsWith('claude') ? 'anthropic' : 'openai'))
  const hasOwnServer = Boolean(env['OPENAI_BASE_URL'] || env['OPENAI_ENDPOINT'] || config.openai_base_url)
  if (hasOwnServer) return first
  if (model) return owner ?? first
  return providers.find(({ variables }) => env[variables.key]) ?? first
}

/** `api_key` of the config belongs to the provider that the config names; OpenAI when it names none. */
function keyOf(provider: Provider, config: LlmConfig): string | undefined {
  return (config.provider ?? 'openai') === provider.id ? config.api_key : undefined
}

/** The URL that requests go to. The key travels with each of them, so only to this machine may it go unencrypted. */
function checkUrl(baseUrl: string, endpoint: string, allowHttp: boolean): URL {
  const absolute = /^https?:/i.test(endpoint)
  let url: URL
  try {
    url = new URL(absolute ? endpoint : baseUrl)
  } catch {
    throw invalid(absolute ? 'openai_endpoint' : 'openai_base_url', 'expected a URL')
  }
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || isLoopback(url)))
  if (safe) return url
  throw invalid(
    absolute ? 'openai_endpoint' : 'openai_base_url',
    'expected https, or http to this machine (openai_allow_http allows others)',
  )
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname) || /^(?:.+\.)?localhost\.?$/.test(hostname)
}

function invalid(path: string, problem: string): SesError {
  return new SesError('config_invalid', `${path}: ${problem}`, { data: { path } })
}
