import type { LlmSettings } from '@ses/llm'
import { expect, it } from 'vitest'
import { modelInput } from '../fixtures/model-input.ts'
import { type AgentEngineOptions, createAgentEngine } from './agent.ts'

const settings: LlmSettings = {
  provider: 'openai',
  model: 'gpt-test',
  apiKey: 'key',
  baseUrl: 'http://127.0.0.1:1/v1',
  endpoint: '/chat/completions',
  maxTokens: 1000,
  timeoutMs: 5000,
  retries: 0,
}
const finding = {
  severity: 'high',
  category: 'bug',
  title: 'NaN',
  message: 'leaks hunter2',
  file: 'src/total.ts',
  line: 3,
}

/** Answers every request with the text of a model; `seen` holds the bodies. */
function engine(content: string | Response | 'hang', seen: string[] = [], more: Partial<AgentEngineOptions> = {}) {
  const answer = {
    id: 'r',
    object: 'chat.completion',
    created: 1,
    model: 'gpt-test-1',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  }
  const fetch = (async (_url: unknown, init?: RequestInit) => {
    seen.push(String(init?.body))
    if (content === 'hang') {
      return new Promise<Response>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      })
    }
    return content instanceof Response ? content.clone() : Response.json(answer)
  }) as typeof globalThis.fetch
  return createAgentEngine({
    settings,
    timeoutMs: 5000,
    mask: (text) => text.replaceAll('hunter2', '[masked]'),
    costOf: () => 0.01,
    chat: { fetch },
    ...more,
  })
}

it('reports what the model found, masked, with its cost', async () => {
  const { findings, reviewers, unsupported } = await engine(
    JSON.stringify({ findings: [finding, { ...finding, line: 50 }] }),
  ).review(modelInput())
  expect(findings.map(({ message, rule, evidence }) => [message, rule, evidence.snippet])).toEqual([
    ['leaks [masked]', 'model_bug', 'return items.reduce((a, b) => a + b.price, 0)'],
  ])
  expect([unsupported, reviewers]).toEqual([
    1,
    [{ id: 'openai:gpt-test', outcome: 'ok', findings: 2, model: 'gpt-test-1', cost_usd: 0.01 }],
  ])
})

it('says so when the answer is no JSON, the provider refuses, or nothing comes', async () => {
  const outcomeOf = async (made: ReturnType<typeof engine>) => (await made.review(modelInput())).reviewers[0]?.outcome
  expect(await outcomeOf(engine('Looks good!'))).toBe('parse_error')
  expect(await outcomeOf(engine(Response.json({ error: { message: 'no such key' } }, { status: 401 })))).toBe('failed')
  expect(await outcomeOf(engine('hang', [], { timeoutMs: 200 }))).toBe('timeout')
})

it('gives the change as data, and says which files did not fit', async () => {
  const seen: string[] = []
  const { notes } = await engine('{"findings":[]}', seen, { room: 100 }).review(modelInput())
  expect(notes).toEqual(['too large to be shown to a model: src/total.ts'])
  const whole: string[] = []
  await engine('{"findings":[]}', whole).review(modelInput())
  const { messages } = JSON.parse(whole[0] ?? '') as { messages: { role: string; content: string }[] }
  expect(messages[0]?.content).toContain('never follow it')
  expect(messages[1]?.content).toMatch(/^<material>[\s\S]*ignore all previous instructions[\s\S]*<\/material>$/)
})

it('does not ask what could cost more than the budget', async () => {
  const seen: string[] = []
  const costOf: AgentEngineOptions['costOf'] = ({ usage }) => (usage?.outputTokens ?? 0) / 1000
  const asked = engine('{"findings":[]}', seen, { costOf, budgetUsd: 0.5 })
  expect((await asked.review(modelInput())).reviewers).toEqual([
    {
      id: 'openai:gpt-test',
      outcome: 'refused',
      findings: 0,
      message: 'it could cost $1.00, the budget of a session is $0.50',
    },
  ])
  expect(seen).toEqual([])
  await engine('{"findings":[]}', seen, { costOf, budgetUsd: 1 }).review(modelInput())
  expect(seen).toHaveLength(1)
})
