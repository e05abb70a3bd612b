import { readdirSync } from 'node:fs'
import type { Usage } from '@ses/model'
import { noUsage } from '@ses/model'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-object.ts'
import { dialects } from './index.ts'

const usage = (id: string, reported: JsonObject): Usage | undefined =>
  dialects.find((dialect) => dialect.id === id)?.usageOf(reported)

describe('dialects', () => {
  it('are the files of their folder', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !/^index|\.test\./.test(name))
    expect(dialects.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort())
  })

  it.each([
    ['/v1/messages', 'anthropic-messages'],
    ['/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:streamRawPredict', 'anthropic-messages'],
    ['/v1/chat/completions', 'openai-chat'],
    ['/api/v1/chat/completions', 'openai-chat'],
    ['/v1/embeddings', 'openai-chat'],
    ['/v1/responses', 'openai-responses'],
    ['/v1beta/models/gemini-x:streamGenerateContent', 'gemini'],
    ['/v1internal:generateContent', 'gemini'],
    ['/v1/messages/count_tokens', undefined],
    ['/v1/models', undefined],
    ['/v1beta/models/gemini-x:countTokens', undefined],
  ])('%s asks %s', (path, id) => {
    expect(dialects.find(({ asks }) => asks(path))?.id).toBe(id)
  })

  it('Anthropic: cache reads, both kinds of cache writes, thoughts and searches', () => {
    expect(
      usage('anthropic-messages', {
        input_tokens: 10,
        cache_read_input_tokens: 200,
        cache_creation_input_tokens: 30,
        cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
        output_tokens: 40,
        output_tokens_details: { thinking_tokens: 15 },
        server_tool_use: { web_search_requests: 2 },
      }),
    ).toEqual({
      inputTokens: 10,
      cacheReadTokens: 200,
      cacheWriteTokens: 30,
      cacheWrite1hTokens: 20,
      outputTokens: 40,
      reasoningTokens: 15,
      webSearches: 2,
    })
  })

  it('OpenAI chat: cached tokens are part of the prompt, reasoning of the completion', () => {
    const reported = {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 20 },
    }
    expect(usage('openai-chat', reported)).toEqual({
      ...noUsage,
      inputTokens: 40,
      cacheReadTokens: 60,
      outputTokens: 50,
      reasoningTokens: 20,
    })
  })

  it('OpenAI chat: as DeepSeek, Moonshot, OpenRouter, xAI and an embedding spell it', () => {
    expect(usage('openai-chat', { prompt_tokens: 9, prompt_cache_hit_tokens: 5, completion_tokens: 1 })).toMatchObject({
      inputTokens: 4,
      cacheReadTokens: 5,
    })
    expect(usage('openai-chat', { prompt_tokens: 9, cached_tokens: 3, completion_tokens: 1 })).toMatchObject({
      inputTokens: 6,
      cacheReadTokens: 3,
    })
    const openrouter = { prompt_tokens: 9, completion_tokens: 1, prompt_tokens_details: { cache_write_tokens: 4 } }
    expect(usage('openai-chat', openrouter)).toMatchObject({ inputTokens: 5, cacheWriteTokens: 4 })
    const xai = {
      prompt_tokens: 9,
      completion_tokens: 1,
      total_tokens: 30,
      completion_tokens_details: { reasoning_tokens: 20 },
    }
    expect(usage('openai-chat', xai)).toMatchObject({ inputTokens: 9, outputTokens: 21, reasoningTokens: 20 })
    expect(usage('openai-chat', { prompt_tokens: 9, total_tokens: 9 })).toEqual({ ...noUsage, inputTokens: 9 })
  })

  it('OpenAI responses: cached input and reasoning', () => {
    const reported = {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 60 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 20 },
      total_tokens: 150,
    }
    expect(usage('openai-responses', reported)).toEqual({
      ...noUsage,
      inputTokens: 40,
      cacheReadTokens: 60,
      outputTokens: 50,
      reasoningTokens: 20,
    })
  })

  it('Gemini: thoughts and results of tools are counted apart, unless the total says otherwise', () => {
    const reported = {
      promptTokenCount: 100,
      cachedContentTokenCount: 40,
      candidatesTokenCount: 10,
      thoughtsTokenCount: 25,
      toolUsePromptTokenCount: 5,
      totalTokenCount: 140,
    }
    expect(usage('gemini', reported)).toEqual({
      ...noUsage,
      inputTokens: 65,
      cacheReadTokens: 40,
      outputTokens: 35,
      reasoningTokens: 25,
    })
    const gateway = { promptTokenCount: 100, candidatesTokenCount: 35, thoughtsTokenCount: 25, totalTokenCount: 135 }
    expect(usage('gemini', gateway)).toMatchObject({ inputTokens: 100, outputTokens: 35, reasoningTokens: 25 })
  })

  it('counts nothing for what is no count', () => {
    for (const { usageOf } of dialects) {
      const odd = { input_tokens: -1, prompt_tokens: 'many', promptTokenCount: 1.5, output_tokens: null }
      expect(usageOf(odd)).toEqual(noUsage)
    }
  })
})
