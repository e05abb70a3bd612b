import { describe, expect, it } from 'vitest'
import { readLlmSettings } from './read-llm-settings.ts'

const key = { OPENAI_API_KEY: 'env-key' }

describe('readLlmSettings', () => {
  it('has defaults', () => {
    expect(readLlmSettings({}, key, {})).toEqual({
      provider: 'openai',
      model: 'gpt-4o-mini',
      apiKey: 'env-key',
      baseUrl: 'https://api.openai.com/v1',
      endpoint: '/chat/completions',
      maxTokens: 1000,
      temperature: 0.7,
      timeoutMs: 120_000,
      retries: 2,
    })
  })

  it('takes every key of the config', () => {
    const config = {
      provider: 'openai',
      api_key: 'k',
      model: 'm',
      openai_base_url: 'http://10.0.0.1/v1/',
      openai_endpoint: 'responses',
      openai_allow_http: true,
      max_tokens: 5,
      temperature: 0,
    } as const
    expect(readLlmSettings({}, {}, config)).toMatchObject({
      apiKey: 'k',
      model: 'm',
      baseUrl: 'http://10.0.0.1/v1',
      endpoint: '/responses',
      maxTokens: 5,
      temperature: 0,
    })
  })

  it('lets the environment win over the config, and what was typed over both', () => {
    const env = { ...key, OPENAI_MODEL: 'e', OPENAI_BASE_URL: 'https://e.example', OPENAI_ENDPOINT: '/e' }
    const config = { api_key: 'k', model: 'm', openai_base_url: 'https://c.example', openai_endpoint: '/c' }
    expect(readLlmSettings({}, env, config)).toMatchObject({
      apiKey: 'env-key',
      model: 'e',
      baseUrl: 'https://e.example',
      endpoint: '/e',
    })
    expect(readLlmSettings({}, { ...env, AI_MODEL: 'a' }, config).model).toBe('a')
    const flags = { model: 'f', maxTokens: 1, temperature: 2, timeoutMs: 3, retries: 0 }
    expect(readLlmSettings(flags, { ...env, AI_MODEL: 'a' }, { ...config, max_tokens: 9 })).toMatchObject(flags)
  })

  it('reaches Anthropic with its own variables', () => {
    const env = {
      ...key,
      ANTHROPIC_API_KEY: 'a-key',
      ANTHROPIC_MODEL: 'claude-x',
      OPENAI_BASE_URL: 'https://e.example',
    }
    expect(readLlmSettings({ provider: 'anthropic' }, env, {})).toMatchObject({
      provider: 'anthropic',
      apiKey: 'a-key',
      model: 'claude-x',
      baseUrl: 'https://api.anthropic.com',
      endpoint: '/v1/messages',
    })
  })

  it('sends the key of one provider to no other', () => {
    const config = { provider: 'openai', api_key: 'k' } as const
    expect(() => readLlmSettings({ provider: 'anthropic' }, key, config)).toThrow(
      expect.objectContaining({ code: 'no_api_key', data: { provider: 'anthropic', variable: 'ANTHROPIC_API_KEY' } }),
    )
  })

  it.each([
    [{ ANTHROPIC_API_KEY: 'a' }, {}, 'anthropic'],
    [{ ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' }, {}, 'openai'],
    [{ ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' }, { model: 'claude-haiku-4-5' }, 'anthropic'],
    [{ ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o', AI_MODEL: 'claude-haiku-4-5' }, {}, 'anthropic'],
    [{ OPENAI_API_KEY: 'o', OPENAI_BASE_URL: 'https://gateway.example' }, { model: 'claude-haiku-4-5' }, 'openai'],
  ])('guesses the provider from %j and %j', (env, flags, provider) => {
    expect(readLlmSettings(flags, env as Record<string, string>, {}).provider).toBe(provider)
  })

  it('needs no key on this machine, and one elsewhere', () => {
    expect(readLlmSettings({}, { OPENAI_BASE_URL: 'http://localhost:11434/v1' }, {}).apiKey).toBe('')
    expect(() => readLlmSettings({}, {}, {})).toThrow(expect.objectContaining({ code: 'no_api_key' }))
  })

  it.each([
    [{ OPENAI_BASE_URL: 'http://example.com/v1' }, 'openai_base_url: expected https'],
    [{ OPENAI_BASE_URL: 'http://localhost.example.com' }, 'openai_base_url: expected https'],
    [{ OPENAI_BASE_URL: 'file:///etc' }, 'openai_base_url: expected https'],
    [{ OPENAI_BASE_URL: 'PLAINSECRET' }, 'openai_base_url: expected a URL'],
    [{ OPENAI_ENDPOINT: 'http://example.com/x' }, 'openai_endpoint: expected https'],
    [{ OPENAI_API_KEY: 'PLAINSECRET two' }, 'OPENAI_API_KEY: expected a key without'],
  ])('refuses %j', (env, message) => {
    let told = ''
    try {
      readLlmSettings({}, { ...key, ...env } as Record<string, string>, {})
    } catch (error) {
      told = (error as Error).message
    }
    expect(told).toContain(message)
    expect(told).not.toContain('PLAINSECRET')
  })

  it('knows the providers that there are', () => {
    expect(() => readLlmSettings({ provider: 'acme' }, key, {})).toThrow('expected openai or anthropic')
  })
})
