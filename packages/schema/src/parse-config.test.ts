import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configDefaults } from './config-defaults.ts'
import { customToolActions } from './custom-tools.ts'
import type { Config } from './documents/config.ts'
import { jsonSchema } from './json-schema.ts'
import { mergeConfigs } from './merge-configs.ts'
import { checkConfig, parseConfig } from './parse-config.ts'

const everything: Config = {
  provider: 'anthropic',
  api_key: 'key',
  model: 'claude-haiku-4-5',
  openai_base_url: 'https://example.test/v1',
  openai_endpoint: '/chat/completions',
  openai_allow_http: false,
  max_tokens: 500,
  temperature: 0,
  webhooks: {
    url: 'https://example.test/hook',
    events: ['session.ended', 'review.completed'],
    secret: 's',
    auth_token: 't',
    headers: { 'x-team': 'a' },
    timeout_ms: 1000,
    retry: { attempts: 2, delay_ms: 100 },
    allow_http: true,
    allow_private: false,
  },
  env: { OPENAI_MODEL: 'x' },
  patterns: { enabled: ['retry_loop'], disabled: ['bash_overuse'], thresholds: { error_rate_concern: 0.2 } },
  grading: { retry_loop: 10 },
  custom_tools: { categories: { search: ['find_code'], run_it: 'shell' } },
  risk: { paths: ['src/pay/**', { glob: 'infra/**', points: 60, reason: 'infrastructure' }] },
  masking: { patterns: ['abc-\\d+', { pattern: 'x', replacement: '[x]' }], literals: ['secret'], allow: ['example'] },
  budget: { session: 1, day: 2, month: 3, project: 4, warn_at: 0.5 },
  retention: { sessions_days: 30, archive_days: 365 },
  prices: [
    {
      match: 'ollama/',
      inputPerMTok: 0,
      outputPerMTok: 0,
      cacheReadPerMTok: 0,
      cacheWritePerMTok: 0,
      cacheWrite1hPerMTok: 0,
      from: '2026-01-01',
    },
  ],
}

describe('parseConfig', () => {
  it('takes every key there is, and none of them is required', () => {
    expect(parseConfig(everything)).toBe(everything)
    expect(parseConfig({})).toEqual({})
    expect(checkConfig(configDefaults)).toEqual([])
  })

  it('knows exactly the keys of the contract, and what was added to them', () => {
    expect(Object.keys((jsonSchema('config') as { properties: object }).properties)).toEqual([
      'provider',
      'api_key',
      'model',
      'openai_base_url',
      'openai_endpoint',
      'openai_allow_http',
      'max_tokens',
      'temperature',
      'webhooks',
      'env',
      'patterns',
      'grading',
      'custom_tools',
      'risk',
      'masking',
      'budget',
      'retention',
      'prices',
    ])
  })

  it.each<[unknown, string]>([
    [
      { patterns: { thresholds: { error_rate_concern: 'high' } } },
      'patterns.thresholds.error_rate_concern: expected number',
    ],
    [{ pattern: {} }, 'pattern: unknown key'],
    [{ webhooks: { urls: [] } }, 'webhooks.urls: unknown key'],
    [{ webhooks: { retry: 'often' } }, 'webhooks.retry: expected number or object'],
    [{ webhooks: { retry: { attempts: 1.5 } } }, 'webhooks.retry.attempts: expected whole number'],
    [
      { webhooks: { events: ['session.ended', 'nope'] } },
      'webhooks.events[1]: expected "session.ended" or "review.completed"',
    ],
    [{ webhooks: { headers: { 'x.y': 1 } } }, 'webhooks.headers["x.y"]: expected string'],
    [{ provider: 'acme' }, 'provider: expected "openai" or "anthropic"'],
    [{ temperature: 3 }, 'temperature: expected number of at most 2'],
    [{ max_tokens: 0 }, 'max_tokens: expected number of more than 0'],
    [{ masking: { patterns: [3] } }, 'masking.patterns[0]: expected string or object'],
    [{ masking: { patterns: [{ patern: 'x' }] } }, 'masking.patterns[0].pattern: expected string'],
    [{ prices: [{ match: 'm', inputPerMTok: 1 }] }, 'prices[0].outputPerMTok: expected number'],
    [{ retention: { days: 3 } }, 'retention.days: unknown key'],
    [[], 'config: expected object'],
    [null, 'config: expected object'],
  ])('refuses %j', (value, message) => {
    expect(() => parseConfig(value)).toThrow(
      expect.objectContaining({ name: 'SesError', code: 'config_invalid', message }),
    )
  })

  it('gives the path and all issues as data', () => {
    let thrown: unknown
    try {
      parseConfig({ modle: 'x', temperature: 'hot' })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toMatchObject({
      code: 'config_invalid',
      data: {
        path: 'temperature',
        issues: [
          { path: 'temperature', message: 'expected number' },
          { path: 'modle', message: 'unknown key' },
        ],
      },
    })
  })

  it('refuses a key named __proto__ like any other it does not know', () => {
    expect(checkConfig(JSON.parse('{"__proto__":{"x":1}}'))).toEqual([{ path: '__proto__', message: 'unknown key' }])
  })

  it('checks names that only the engines know, where it is told them', () => {
    const names = { detectors: ['retry_loop'], thresholds: ['error_rate'], weights: ['retry_loop'] }
    const value = {
      patterns: { enabled: ['retry_loop', 'retry'], disabled: ['x'], thresholds: { error_rat: 1 } },
      grading: { loop: 1 },
    }
    expect(checkConfig(value)).toEqual([])
    expect(checkConfig(value, names).map((issue) => `${issue.path}: ${issue.message}`)).toEqual([
      'patterns.enabled[1]: expected one of retry_loop',
      'patterns.disabled[0]: expected one of retry_loop',
      'patterns.thresholds.error_rat: unknown key',
      'grading.loop: unknown key',
    ])
  })

  it('never repeats a value, which may be a secret', () => {
    const secret = 'sk-not-to-be-seen'
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(everything)), fc.boolean(), (key, nested) => {
        const issues = checkConfig({ [key]: nested ? [[secret]] : { a: secret, secret: [secret] } })
        expect(JSON.stringify(issues)).not.toContain(secret)
      }),
    )
  })

  it('accepts or names a path, whatever it is fed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const issue of checkConfig(value)) expect(issue.message).not.toBe('')
      }),
    )
  })
})

describe('customToolActions', () => {
  it('reads both forms', () => {
    expect(customToolActions(everything.custom_tools)).toEqual({ find_code: 'search', run_it: 'shell' })
    expect(customToolActions(undefined)).toEqual({})
  })

  it('relies on lists standing under an action', () => {
    expect(checkConfig({ custom_tools: { categories: { seek: ['find_code'] } } })[0]?.path).toBe(
      'custom_tools.categories.seek',
    )
  })
})

describe('mergeConfigs', () => {
  it('lets the later config win, key by key in objects and as a whole in lists', () => {
    const user: Config = { model: 'a', webhooks: { url: 'u', events: ['session.ended'] }, budget: { day: 1 } }
    const project: Config = { webhooks: { events: ['review.completed'] }, budget: { warn_at: 0.9 } }
    expect(mergeConfigs(configDefaults, user, project)).toEqual({
      provider: 'openai',
      model: 'a',
      max_tokens: 1000,
      temperature: 0.7,
      webhooks: { timeout_ms: 5000, url: 'u', events: ['review.completed'] },
      budget: { warn_at: 0.9, day: 1 },
    })
  })

  it('changes none of them', () => {
    const before = JSON.stringify(configDefaults)
    mergeConfigs(configDefaults, everything)
    expect(JSON.stringify(configDefaults)).toBe(before)
  })
})
