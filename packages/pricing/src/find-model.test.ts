import { describe, expect, it } from 'vitest'
import { bundledCatalog } from './bundled-catalog.ts'
import { findModel } from './find-model.ts'

function found(id: string, provider?: string): string | undefined {
  const result = findModel(bundledCatalog(), id, provider)
  return result && `${result.provider}:${result.model.id}`
}

describe('findModel', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 'anthropic:claude-sonnet-4-5'],
    ['claude-sonnet-4-5@20250929', 'anthropic:claude-sonnet-4-5'],
    ['claude-sonnet-4-5[1m]', 'anthropic:claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'anthropic:claude-sonnet-4-5'],
    ['claude-4.5-sonnet-thinking', 'anthropic:claude-sonnet-4-5'],
    ['claude-4.5-opus-high-thinking', 'anthropic:claude-opus-4-5'],
    ['claude-sonnet-4', 'anthropic:claude-sonnet-4-0'],
    ['claude-sonnet-4-20250514', 'anthropic:claude-sonnet-4-0'],
    ['CLAUDE-OPUS-4-8', 'anthropic:claude-opus-4-8'],
    ['copilot/claude-sonnet-4', 'anthropic:claude-sonnet-4-0'],
    ['vertex_ai/claude-opus-5@20260101', 'google:claude-opus-5'],
    ['litellm/claude-opus-5@20260101', 'anthropic:claude-opus-5'],
    ['us.anthropic.claude-opus-4-5-20251101-v1:0', 'aws:regional.anthropic.claude-opus-4-5-v1:0'],
    ['global.anthropic.claude-opus-4-5-20251101-v1:0', 'aws:global.anthropic.claude-opus-4-5-v1:0'],
    [
      'arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0',
      'aws:regional.anthropic.claude-haiku-4-5-20251001-v1:0',
    ],
    ['openrouter/anthropic/claude-sonnet-4.5', 'openrouter:anthropic/claude-sonnet-4.5'],
    ['gpt-5.4', 'openai:gpt-5.4'],
    ['gpt-5.4-2026-03-05', 'openai:gpt-5.4'],
    ['gpt-5.4-high', 'openai:gpt-5.4'],
    ['gpt-5-codex', 'openai:gpt-5'],
    ['openai/gpt-5.1-codex-max-xhigh', 'openai:gpt-5.1'],
    ['gpt-4o-2024-05-13', 'openai:gpt-4o-2024-05-13'],
    ['models/gemini-2.5-flash', 'google:gemini-2.5-flash'],
    ['gemini-3.1-pro-preview-customtools', 'google:gemini-3.1-pro-preview'],
    ['moonshot-ai/kimi-k2.7-code', 'moonshotai:kimi-k2.7-code'],
    ['qwen3-coder-plus', 'openrouter:qwen/qwen3-coder-plus'],
    ['claude-opus-4-6-fast', 'openrouter:anthropic/claude-opus-4.6-fast'],
    ['claude-opus-4-6-20260205-fast', 'openrouter:anthropic/claude-opus-4.6-fast'],
  ])('knows %s', (id, expected) => {
    expect(found(id)).toBe(expected)
  })

  it.each([
    'gpt-6.1-sol',
    'claude-opus-4-5-20251101-fast',
    'claude-sonnet-5-fast',
    'claude-opus-6',
    'claude-sonnet-5-5',
    'claude-opus-4-10',
    'us.anthropic.claude-sonnet-5-5-v1:0',
    'gemini-3.6-flash-lite',
    'ollama/deepseek-r1',
    'lmstudio/openai/gpt-5.4',
    'qwen/qwen3-coder:free',
    'claude',
    'gpt',
    'sonnet',
    '<synthetic>',
    'constructor',
    '/',
    '',
  ])('does not take a neighbour for %s', (id) => {
    expect(found(id)).toBeUndefined()
  })

  it('tries the provider that billed first, and falls back to the vendor', () => {
    expect(found('gpt-5.4', 'azure')).toMatch(/^(?:azure|openai):/)
    expect(found('anthropic/claude-sonnet-4.5', 'openrouter')).toBe('openrouter:anthropic/claude-sonnet-4.5')
    expect(found('us.anthropic.claude-opus-4-5-20251101-v1:0', 'amazon-bedrock')).toMatch(/^aws:/)
    expect(found('claude-opus-4-5', 'some-gateway')).toBe('anthropic:claude-opus-4-5')
    expect(found('gpt-5.4', 'ollama')).toBeUndefined()
  })

  it('answers for a hundred thousand letters as fast as for a hundred', () => {
    const long = `${'a-1.'.repeat(25_000)}/${'-thinking'.repeat(10_000)}`
    expect(found(long)).toBeUndefined()
  })
})
