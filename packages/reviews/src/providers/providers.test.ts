import { expect, it } from 'vitest'
import { providers } from './index.ts'

const answer = '{"findings":[]}'
const printed: Readonly<Record<string, string>> = {
  claude: JSON.stringify({
    type: 'result',
    result: answer,
    total_cost_usd: 0.02,
    modelUsage: { 'claude-sonnet-5': {} },
  }),
  codex: `${answer}\n`,
  qwen: JSON.stringify([{ type: 'system' }, { type: 'result', result: answer, is_error: false }]),
  dim: answer,
  opencode: [
    { type: 'step_start' },
    { type: 'text', part: { text: '{"findings"' } },
    { type: 'text', part: { text: ':[]}' } },
  ]
    .map((event) => JSON.stringify(event))
    .join('\n'),
  gemini: `Loaded cached credentials.\n${JSON.stringify({ response: answer, stats: { models: { 'gemini-2.5-pro': {} } } }, null, 2)}`,
}

it.each(providers.map((provider) => [provider.id, provider] as const))(
  '%s: the answer is found in what it prints',
  (id, provider) => {
    expect(provider.answerOf(printed[id] ?? '')?.text.trim()).toBe(answer)
    expect(provider.answerOf('')).toBe(undefined)
  },
)

it('Claude Code says what it cost and that it refused', () => {
  const [claude] = providers
  expect(claude?.answerOf(printed['claude'] ?? '')).toEqual({ text: answer, model: 'claude-sonnet-5', costUsd: 0.02 })
  expect(claude?.answerOf(JSON.stringify({ result: 'Not logged in', is_error: true }))?.refused).toBe(true)
})
