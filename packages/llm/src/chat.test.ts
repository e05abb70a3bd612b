import type { Masked, SesError } from '@ses/model'
import { afterEach, describe, expect, it } from 'vitest'
import { type ChatOptions, chat } from './chat.ts'
import { chatJson } from './chat-json.ts'
import type { ChatReply } from './chat-reply.ts'
import type { ChatRequest } from './chat-request.ts'
import { type Act, events, json, type ScriptedServer, scriptedServer } from './fixtures/scripted-server.ts'
import type { LlmSettings } from './llm-settings.ts'

const KEY = 'sk-test-PLAINSECRET-0123456789'
const ask: ChatRequest = { system: 'Be brief.', messages: [{ role: 'user', content: 'What was done?' as Masked }] }
let server: ScriptedServer
let slept: number[] = []
afterEach(async () => {
  await server?.close()
})

interface Run {
  readonly provider?: LlmSettings['provider']
  readonly settings?: Partial<LlmSettings>
  readonly request?: Partial<ChatRequest>
  readonly options?: ChatOptions
}

async function settingsFor(acts: readonly Act[], { provider = 'openai', settings = {} }: Run): Promise<LlmSettings> {
  server = await scriptedServer(...acts)
  slept = []
  return {
    provider,
    model: 'the-model',
    apiKey: KEY,
    baseUrl: provider === 'openai' ? `${server.url}/v1` : server.url,
    endpoint: provider === 'openai' ? '/chat/completions' : '/v1/messages',
    maxTokens: 100,
    temperature: 0.2,
    timeoutMs: 5000,
    retries: 2,
    ...settings,
  }
}

const quick: ChatOptions = {
  sleep: async (ms) => void slept.push(ms),
  random: () => 0,
}

async function run(acts: readonly Act[], given: Run = {}): Promise<ChatReply> {
  const settings = await settingsFor(acts, given)
  return chat({ ...ask, ...given.request }, settings, { ...quick, ...given.options })
}

async function failure(
  acts: readonly Act[],
  given: Run = {},
): Promise<SesError & { data: { reason: string; fix: string } }> {
  const error = await run(acts, given).then(
    () => undefined,
    (thrown) => thrown,
  )
  expect(error).toMatchObject({ name: 'SesError', code: 'provider_failed' })
  expect(`${error.message} ${error.stack} ${JSON.stringify(error.data)} ${String(error.cause)}`).not.toContain(
    'PLAINSECRET',
  )
  return error
}

const completion = (message: object, more: object = {}): object => ({
  model: 'the-model-2026-01-01',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: 120,
    completion_tokens: 30,
    prompt_tokens_details: { cached_tokens: 100 },
    completion_tokens_details: { reasoning_tokens: 10 },
  },
  ...more,
})
const chunk = (delta: object, finish: string | null = null): object => ({
  model: 'the-model-2026-01-01',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const message = (content: readonly object[], more: object = {}): object => ({
  type: 'message',
  model: 'claude-x-1',
  content,
  stop_reason: 'end_turn',
  usage: { input_tokens: 20, cache_read_input_tokens: 100, cache_creation_input_tokens: 5, output_tokens: 30 },
  ...more,
})
const streamed = [
  { type: 'message_start', message: { model: 'claude-x-1', usage: { input_tokens: 20, output_tokens: 1 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Fixed ' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'it' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 30 } },
  { type: 'message_stop' },
]

describe('chat with a server like OpenAI’s', () => {
  it('sends model, instructions, masked messages and limits, and reads text and tokens', async () => {
    const reply = await run([json(completion({ content: ' Fixed it. ' }))])
    expect(reply).toMatchObject({
      text: 'Fixed it.',
      fromReasoning: false,
      model: 'the-model-2026-01-01',
      finish: 'stop',
    })
    expect(reply.usage).toEqual({
      inputTokens: 20,
      cacheReadTokens: 100,
      cacheWriteTokens: 0,
      outputTokens: 30,
      reasoningTokens: 10,
    })
    const [request] = server.asked
    expect(request?.path).toBe('/v1/chat/completions')
    expect(request?.headers['authorization']).toBe(`Bearer ${KEY}`)
    expect(request?.body).toEqual({
      model: 'the-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What was done?' },
      ],
      max_tokens: 100,
      temperature: 0.2,
    })
  })

  it('posts to the endpoint that is configured, a path or a whole URL', async () => {
    await run([json(completion({ content: 'x' }))], { settings: { endpoint: '/custom/path' } })
    expect(server.asked[0]?.path).toBe('/v1/custom/path')
    const settings = await settingsFor([json(completion({ content: 'x' }))], {})
    await chat(ask, { ...settings, baseUrl: 'https://nowhere.invalid', endpoint: `${server.url}/else?v=1` }, quick)
    expect(server.asked[0]?.path).toBe('/else?v=1')
  })

  it.each<[string, object]>([
    ['reasoning_content and empty content', { content: '', reasoning_content: 'Because of this it was fixed.' }],
    ['reasoning_content and no content', { content: null, reasoning_content: 'Because of this it was fixed.' }],
    ['reasoning', { reasoning: 'Because of this it was fixed.' }],
    ['nothing but a thinking block', { content: '<think>Because of this it was fixed.</think>' }],
  ])('takes %s for the answer', async (_, content) => {
    expect(await run([json(completion(content))])).toMatchObject({
      text: 'Because of this it was fixed.',
      fromReasoning: true,
    })
  })

  it('keeps the reasoning apart where there is an answer', async () => {
    expect(await run([json(completion({ content: 'Fixed.', reasoning_content: 'Hm.' }))])).toMatchObject({
      text: 'Fixed.',
      reasoning: 'Hm.',
      fromReasoning: false,
    })
    expect(await run([json(completion({ content: '<think>\nHm.\n</think>\n\nFixed.' }))])).toMatchObject({
      text: 'Fixed.',
      reasoning: 'Hm.',
      fromReasoning: false,
    })
  })

  it('reads content in parts, and says when it was cut by the limit', async () => {
    const parts = [{ type: 'text', text: 'Fixed ' }, { type: 'text', text: 'it' }, null]
    const choices = [{ message: { content: parts }, finish_reason: 'length' }]
    expect(await run([json({ choices })])).toMatchObject({ text: 'Fixed it', finish: 'length', model: 'the-model' })
  })

  it('streams with progress, reasoning and usage', async () => {
    const seen: number[][] = []
    const acts = [
      events([
        chunk({ role: 'assistant', content: '' }),
        chunk({ reasoning_content: 'Hm' }),
        chunk({ content: 'Fixed ' }),
        chunk({ content: 'it' }),
        chunk({}, 'stop'),
        { ...completion({}), choices: [] },
        '[DONE]',
      ]),
    ]
    const onProgress: ChatOptions['onProgress'] = ({ answered, reasoned }) => void seen.push([answered, reasoned])
    const reply = await run(acts, { options: { onProgress } })
    expect(reply).toMatchObject({ text: 'Fixed it', reasoning: 'Hm', finish: 'stop', usage: { outputTokens: 30 } })
    expect(seen.at(-1)).toEqual([8, 2])
    expect(server.asked[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  it('reads whatever it is answered with: JSON where a stream was asked for, a stream where none was', async () => {
    const options = { onProgress: () => {} }
    expect(await run([json(completion({ content: 'whole' }))], { options })).toMatchObject({ text: 'whole' })
    expect(await run([events([chunk({ content: 'parts' }, 'stop'), '[DONE]'])])).toMatchObject({ text: 'parts' })
  })

  it('leaves out what model or server turns down, once each', async () => {
    const refuse = (text: string): Act => json({ error: { message: text } }, 400)
    const reply = await run(
      [
        refuse("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        refuse("Unsupported value: 'temperature' does not support 0.2"),
        refuse('response_format is not supported'),
        json(completion({ content: '{}' })),
      ],
      { request: { schema: { name: 'answer', schema: { type: 'object' } } } },
    )
    expect(reply.attempts).toBe(4)
    expect(server.asked[0]?.body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'answer', schema: { type: 'object' } },
    })
    expect(server.asked[3]?.body).toEqual({
      model: 'the-model',
      messages: expect.any(Array),
      max_completion_tokens: 100,
    })
    expect(slept).toEqual([])
  })
})

describe('chat with Anthropic', () => {
  const provider = 'anthropic'

  it('sends what the Messages API wants, and reads text and tokens', async () => {
    const acts = [
      json(
        message([
          { type: 'thinking', thinking: 'Hm' },
          { type: 'text', text: 'Fixed it' },
        ]),
      ),
    ]
    const reply = await run(acts, { provider, settings: { temperature: 1.5 } })
    expect(reply).toMatchObject({ text: 'Fixed it', reasoning: 'Hm', fromReasoning: false, model: 'claude-x-1' })
    expect(reply.usage).toEqual({
      inputTokens: 20,
      cacheReadTokens: 100,
      cacheWriteTokens: 5,
      outputTokens: 30,
      reasoningTokens: 0,
    })
    const [request] = server.asked
    expect(request?.path).toBe('/v1/messages')
    expect(request?.headers).toMatchObject({ 'x-api-key': KEY, 'anthropic-version': '2023-06-01' })
    expect(request?.body).toEqual({
      model: 'the-model',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'What was done?' }],
      max_tokens: 100,
      temperature: 1,
    })
  })

  it('sends no temperature that nobody asked for, which the current version of the API would refuse', async () => {
    const settings = await settingsFor([json(message([{ type: 'text', text: 'ok' }]))], { provider })
    const { temperature: _, ...without } = settings
    await chat(ask, without, quick)
    expect(server.asked[0]?.body).not.toHaveProperty('temperature')
    expect(server.asked[0]?.headers['anthropic-version']).not.toBe('2023-06-01')
  })

  it('does without the tool where a model that thinks cannot be made to call one', async () => {
    const refused = json({ error: { message: 'Thinking may not be enabled when tool_choice forces tool use.' } }, 400)
    const schema = { name: 'answer', schema: { type: 'object' } }
    const reply = await run([refused, json(message([{ type: 'text', text: '{}' }]))], { provider, request: { schema } })
    expect(reply.text).toBe('{}')
    expect(server.asked[1]?.body).not.toHaveProperty('tools')
  })

  it('streams with progress and usage', async () => {
    const seen: number[] = []
    const onProgress: ChatOptions['onProgress'] = ({ answered }) => void seen.push(answered)
    const reply = await run([events(streamed, true)], { provider, options: { onProgress } })
    expect(reply).toMatchObject({ text: 'Fixed it', finish: 'stop', model: 'claude-x-1' })
    expect(reply.usage).toMatchObject({ inputTokens: 20, outputTokens: 30 })
    expect(seen.at(-1)).toBe(8)
  })

  it('takes structured output as the input of a tool that must be called', async () => {
    const tool = { type: 'tool_use', name: 'answer', input: { a: 1 } }
    const acts = [json(message([{ type: 'text', text: 'Sure' }, tool], { stop_reason: 'tool_use' }))]
    const reply = await run(acts, { provider, request: { schema: { name: 'answer', schema: { type: 'object' } } } })
    expect(reply).toMatchObject({ text: '{"a":1}', finish: 'stop' })
    expect(server.asked[0]?.body).toMatchObject({
      tools: [{ name: 'answer', input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'answer' },
    })
  })

  it('tells an error in the middle of a stream', async () => {
    const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
    const acts = [events([...streamed.slice(0, 4), overloaded], true)]
    const options = { onProgress: () => {} }
    expect((await failure(acts, { provider, options })).data.reason).toBe('server')
    expect(server.asked).toHaveLength(3)
  })
})

describe.each(['openai', 'anthropic'] as const)('chat with %s, when things go wrong', (provider) => {
  const good = (): Act =>
    json(provider === 'openai' ? completion({ content: 'ok' }) : message([{ type: 'text', text: 'ok' }]))
  const refuse = (status: number, text = 'no', headers: Record<string, string> = {}): Act =>
    json({ type: 'error', error: { type: 'x', message: text } }, status, headers)

  it.each<[number, string, string, string]>([
    [401, `Incorrect API key provided: ${KEY}`, 'unauthorised', 'does not accept the API key (401)'],
    [403, 'no', 'forbidden', 'forbids this key to use the-model (403)'],
    [404, 'model: the-model does not exist', 'unknown_model', 'knows no model the-model (404)'],
    [400, `the key ${KEY.slice(0, 12)} is bad`, 'turned_down', 'turned the request down (400)'],
    [400, 'prompt is too long: 300000 tokens', 'too_much_input', 'too long for the-model'],
    [402, 'pay', 'quota', 'nothing left to spend'],
  ])('tells %i at once: %s', async (status, text, reason, what) => {
    const error = await failure([refuse(status, text)], { provider })
    expect(error.data.reason).toBe(reason)
    expect(error.message).toContain(what)
    expect(error.data.fix).not.toBe('')
    expect(server.asked).toHaveLength(1)
  })

  it('waits as long as 429 asks, in seconds, and tries again', async () => {
    const reply = await run([refuse(429, 'slow', { 'retry-after': '3' }), good()], { provider })
    expect([reply.text, reply.attempts, slept]).toEqual(['ok', 2, [3000]])
  })

  it('waits as long as 429 asks, as a date', async () => {
    const now = Date.UTC(2026, 0, 5, 10, 0, 0)
    const date = 'Mon, 05 Jan 2026 10:00:07 GMT'
    await run([refuse(429, 'slow', { 'retry-after': date }), good()], { provider, options: { now: () => now } })
    expect(slept).toEqual([7000])
  })

  it('does not wait for minutes, but says how long', async () => {
    const error = await failure([refuse(429, 'slow', { 'retry-after': '3600' })], { provider })
    expect([error.data.reason, error.data.fix, slept]).toEqual(['rate_limited', 'try again in 3600 s', []])
  })

  it('tries again after 500 and 503, longer each time, and then gives up', async () => {
    const error = await failure([refuse(500), refuse(503)], { provider })
    expect([error.data.reason, server.asked.length, slept]).toEqual(['server', 3, [500, 1000]])
    expect(await run([refuse(529), good()], { provider })).toMatchObject({ text: 'ok' })
  })

  it('tries again when the connection is cut', async () => {
    const reply = await run([(response) => void response.socket?.destroy(), good()], { provider })
    expect(reply.attempts).toBe(2)
  })

  it('tells a port where nobody listens', async () => {
    const settings = await settingsFor([good()], { provider })
    await server.close()
    await expect(chat(ask, settings, quick)).rejects.toMatchObject({ data: { reason: 'network' } })
  })

  it.each<[string, Act]>([
    ['HTML', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
    ['truncated JSON', json('{"choices":[{"message":{"content":"Fi')],
    ['a list', json('[]')],
    [
      'a broken event',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.end(`${provider === 'openai' ? '' : 'event: content_block_delta\n'}data: {"choices":[{"del\n\n`)
      },
    ],
  ])('tells an answer that is %s', async (_, act) => {
    expect((await failure([act], { provider })).data.reason).toBe('not_json')
  })

  it.each<[string, Act]>([
    ['no text', json(provider === 'openai' ? completion({ content: '  ' }) : message([]))],
    ['none of the parts it should have', json({ choices: [], content: 'x' })],
  ])('tells an answer with %s', async (_, act) => {
    expect((await failure([act], { provider })).data.reason).toBe('empty')
  })

  it('tells a stream that ends before its end', async () => {
    const options = { onProgress: () => {} }
    const start = provider === 'openai' ? [chunk({ content: 'Fi' })] : streamed.slice(0, 4)
    expect((await failure([events(start, provider === 'anthropic')], { provider, options })).data.reason).toBe('cut')
    expect(server.asked).toHaveLength(3)
  })

  it('stops waiting for a server that says nothing', async () => {
    const error = await failure([() => {}], { provider, settings: { timeoutMs: 80 } })
    expect([error.data.reason, error.message]).toEqual(['timeout', 'no answer within 0.08 s'])
  })

  it('stops waiting for an answer that trickles, as JSON and as a stream', async () => {
    for (const type of ['application/json', 'text/event-stream']) {
      const trickle: Act = (response) => {
        response.writeHead(200, { 'content-type': type })
        const timer = setInterval(() => response.write(' '), 10)
        response.on('close', () => clearInterval(timer))
      }
      const error = await failure([trickle], { provider, settings: { timeoutMs: 150 } })
      expect(error.data.reason).toBe('timeout')
      await server.close()
    }
  })

  it('waits for a slow server within its time', async () => {
    const slow: Act = (response, request) => void setTimeout(() => good()(response, request), 100)
    expect(await run([slow], { provider })).toMatchObject({ text: 'ok', attempts: 1 })
  })

  it('stops when told, while it waits for an answer and while it waits for the next attempt', async () => {
    const first = new AbortController()
    const hang: Act = () => first.abort()
    expect((await failure([hang], { provider, options: { signal: first.signal } })).data.reason).toBe('aborted')
    const second = new AbortController()
    const options: ChatOptions = { signal: second.signal, sleep: async () => second.abort() }
    expect((await failure([refuse(500)], { provider, options })).data.reason).toBe('aborted')
    expect(server.asked).toHaveLength(1)
  })

  it('takes the key along no redirect', async () => {
    const other = await scriptedServer(good())
    const away: Act = (response) => void response.writeHead(307, { location: other.url }).end()
    expect((await failure([away], { provider })).data.reason).toBe('redirect')
    expect(other.asked).toHaveLength(0)
    await other.close()
  })

  it('reads no answer without end', async () => {
    const flood: Act = (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1_000_000)));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).on('drain', more)
      more()
    }
    expect((await failure([flood], { provider, settings: { timeoutMs: 20_000 } })).data.reason).toBe('too_long')
  })
})

describe('chatJson', () => {
  const schema = { name: 'answer', schema: { type: 'object' } }
  const read = (value: unknown): string[] | undefined => {
    const { list } = value as { list?: unknown }
    return Array.isArray(list) ? list.map(String) : undefined
  }

  async function answers(...texts: readonly string[]): Promise<ReturnType<typeof chatJson<string[]>>> {
    const settings = await settingsFor(
      texts.map((content) => json(completion({ content }))),
      {},
    )
    return chatJson({ ...ask, schema, read }, settings, quick)
  }

  it('reads JSON that a server wraps into words, or cuts off', async () => {
    expect(await answers('Here:\n```json\n{"list":["a"]}\n```')).toMatchObject({ value: ['a'], partial: false })
    expect(await answers('{"list":["a","b","c')).toMatchObject({ value: ['a', 'b'], partial: true })
  })

  it('asks once more when an answer cannot be used, and counts both', async () => {
    const { value, replies } = await answers('I cannot do that.', '{"list":["a"]}')
    expect([value, replies.length]).toEqual([['a'], 2])
  })

  it('gives up after that', async () => {
    await expect(answers('no', '{"other":1}')).rejects.toMatchObject({ data: { reason: 'not_json' } })
    expect(server.asked).toHaveLength(2)
  })
})
