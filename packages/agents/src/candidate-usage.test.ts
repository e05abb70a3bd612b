import { expect, it } from 'vitest'
import { candidateUsage } from './candidate-usage.ts'

const counts = { prompt: 5000, cached: 4000, candidates: 100, thoughts: 20, tool: 0 }

it.each([
  ['adds thoughts that the total counts apart', { ...counts, total: 5120 }, [1000, 4000, 120, 20]],
  ['leaves thoughts that the candidates hold', { ...counts, total: 5100 }, [1000, 4000, 100, 20]],
  ['adds thoughts when there is no total, as Google defines them', { ...counts, total: 0 }, [1000, 4000, 120, 20]],
  ['counts server-side tool results as prompt', { ...counts, tool: 30, total: 5150 }, [1030, 4000, 120, 20]],
  ['never counts below zero', { ...counts, cached: 6000, total: 5120 }, [0, 5000, 120, 20]],
])('%s', (_, input, [inputTokens, cacheReadTokens, outputTokens, reasoningTokens]) => {
  expect(candidateUsage(input)).toMatchObject({ inputTokens, cacheReadTokens, outputTokens, reasoningTokens })
})
