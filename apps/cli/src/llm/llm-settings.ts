import { type LlmFlags, type LlmSettings, readLlmSettings } from '@ses/llm'
import type { Config } from '@ses/schema'
import type { Context } from '../context.ts'
import { fromConfig, refuseShippedSetting } from '../shipped-settings.ts'

const PLACES = ['OPENAI_BASE_URL', 'OPENAI_ENDPOINT', 'ANTHROPIC_BASE_URL']

/**
 * How a model is reached from here: flags over environment over config. Throws `config_invalid` and `no_api_key`, and `unsafe` for a server
 * that the repository names.
 */
export function llmSettings(context: Pick<Context, 'host' | 'places'>, config: Config, flags: LlmFlags): LlmSettings {
  const { host } = context
  refuseShippedSetting(context, ({ openai_base_url: base, openai_endpoint: endpoint, env }) => {
    if (base && !host.env['OPENAI_BASE_URL']) return 'openai_base_url'
    if (endpoint && !host.env['OPENAI_ENDPOINT']) return 'openai_endpoint'
    return PLACES.map((name) => fromConfig(host, env, name)).find((setting) => setting !== undefined)
  })
  return readLlmSettings(flags, host.env, config)
}
