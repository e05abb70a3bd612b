import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { noUsage, type Usage } from '@ses/model'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Exchange } from './exchange.ts'
import { sendRaw } from './fixtures/raw-exchange.ts'
import { anthropicEvents, bodyReply, jsonReply, openStream, storedZstd, streamReply } from './fixtures/replies.ts'
import { type ScriptedUpstream, type Step, startScriptedUpstream } from './fixtures/scripted-upstream.ts'
import { type RunningProxy, startProxy } from './start-proxy.ts'

let upstream: ScriptedUpstream
let proxy: RunningProxy
const exchanges: Exchange[] = []

beforeAll(async () => {
  upstream = await startScriptedUpstream()
  const { url } = upstream
  const upstreams = [
    { name: 'anthropic', url, shape: 'anthropic' },
    { name: 'openai', url },
    { name: 'gemini', url, shape: 'google' },
    { name: 'ollama', url },
  ] as const
  proxy = await startProxy({
    port: 0,
    upstreams,
    now: () => Date.UTC(2026, 0, 5),
    onExchange: (exchange) => {
      exchanges.push(exchange)
    },
  })
})
afterAll(async () => {
  await proxy.close(0)
  await upstream.close()
})
beforeEach(() => {
  exchanges.length = 0
})

async function ask(path: string, script: readonly Step[]): Promise<Exchange> {
  upstream.scripts.splice(0, upstream.scripts.length, script)
  const request = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`
  await sendRaw(proxy.port, request)
  await vi.waitFor(() => expect(exchanges).toHaveLength(1), { timeout: 5000 })
  return exchanges[0] as Exchange
}

const anthropicUsage: Usage = {
  ...noUsage,
  inputTokens: 12,
  cacheReadTokens: 4000,
  cacheWriteTokens: 300,
  cacheWrite1hTokens: 200,
  outputTokens: 50,
}
const message = {
  type: 'message',
  model: 'claude-sonnet-4-5-20250929',
  content: [{ type: 'text', text: `"usage":{"input_tokens":7} ${'ä'.repeat(3000)}` }],
  usage: {
    input_tokens: 12,
    cache_read_input_tokens: 4000,
    cache_creation_input_tokens: 300,
    cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
    output_tokens: 50,
  },
}
const chatUsage = {
  prompt_tokens: 100,
  completion_tokens: 50,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 60 },
  completion_tokens_details: { reasoning_tokens: 20 },
}
const responsesUsage = {
  input_tokens: 100,
  input_tokens_details: { cached_tokens: 60 },
  output_tokens: 50,
  output_tokens_details: { reasoning_tokens: 20 },
}
const openaiUsage: Usage = { ...noUsage, inputTokens: 40, cacheReadTokens: 60, outputTokens: 50, reasoningTokens: 20 }
const geminiChunk = (candidatesTokenCount: number): object => ({
  candidates: [{ content: { parts: [{ text: '{"usageMetadata":{}}' }] } }],
  modelVersion: 'gemini-2.5-pro',
  usageMetadata: {
    promptTokenCount: 100,
    cachedContentTokenCount: 60,
    candidatesTokenCount,
    thoughtsTokenCount: 20,
    totalTokenCount: 120 + candidatesTokenCount,
  },
})

describe('usage is exact for each shape', () => {
  it('Anthropic, JSON: cache tokens are counted by class and priced', async () => {
    expect(await ask('/v1/messages?beta=true', [jsonReply(message)])).toMatchObject({
      upstream: 'anthropic',
      dialect: 'anthropic-messages',
      status: 200,
      model: 'claude-sonnet-4-5-20250929',
      usage: anthropicUsage,
      // 12 × $3 + 4000 × $0.30 + 100 × $3.75 + 200 × $6 + 50 × $15, for a million each.
      nanoUsd: 36_000 + 1_200_000 + 375_000 + 1_200_000 + 750_000,
    })
  })

  it('Anthropic, stream: the last sums count, text that looks like usage does not', async () => {
    const exchange = await ask('/anthropic/v1/messages', streamReply(anthropicEvents))
    expect(exchange).toMatchObject({ model: 'claude-sonnet-4-5-20250929', usage: anthropicUsage })
    expect(exchange.cut).toBeUndefined()
  })

  it('Anthropic, stream of a gateway that knows the input only at the end', async () => {
    const events = [
      { type: 'message_start', message: { model: 'm', usage: { input_tokens: 0, output_tokens: 0 } } },
      { type: 'message_delta', usage: { input_tokens: 70, cache_read_input_tokens: 5, output_tokens: 9 } },
      { type: 'message_stop' },
    ]
    expect(await ask('/v1/messages', streamReply(events))).toMatchObject({
      usage: { ...noUsage, inputTokens: 70, cacheReadTokens: 5, outputTokens: 9 },
    })
  })

  it('OpenAI chat, JSON and stream', async () => {
    const reply = jsonReply({ model: 'gpt-5', choices: [{ usage: { prompt_tokens: 1 } }], usage: chatUsage })
    expect(await ask('/openai/v1/chat/completions', [reply])).toMatchObject({ model: 'gpt-5', usage: openaiUsage })
    exchanges.length = 0
    const events = [
      { model: 'gpt-5', choices: [{ delta: { content: 'x' } }], usage: null },
      { model: 'gpt-5', choices: [], usage: chatUsage },
      '[DONE]',
    ]
    const streamed = await ask('/v1/chat/completions', streamReply(events))
    expect(streamed).toMatchObject({ upstream: 'openai', model: 'gpt-5', usage: openaiUsage })
    expect(streamed.nanoUsd).toBeGreaterThan(0)
  })

  it('OpenAI embeddings: megabytes of numbers before the usage', async () => {
    const embedding = Array.from({ length: 100_000 }, (_, at) => at / 7)
    const reply = jsonReply({ data: [{ embedding }], model: 'e', usage: { prompt_tokens: 8, total_tokens: 8 } })
    expect(await ask('/v1/embeddings', [reply])).toMatchObject({ usage: { ...noUsage, inputTokens: 8 } })
  })

  it('OpenAI responses, JSON and stream', async () => {
    const response = { object: 'response', model: 'gpt-5-codex', output: [{ usage: {} }], usage: responsesUsage }
    expect(await ask('/v1/responses', [jsonReply(response)])).toMatchObject({ usage: openaiUsage })
    exchanges.length = 0
    const instructions = 'x'.repeat(100_000)
    const events = [
      { type: 'response.created', response: { model: 'gpt-5-codex', instructions, usage: null } },
      { type: 'response.output_text.delta', delta: '"response":{"usage":{"input_tokens":1}}' },
      {
        type: 'response.completed',
        response: { model: 'gpt-5-codex', instructions, output: [], usage: responsesUsage },
      },
    ]
    expect(await ask('/openai/v1/responses', streamReply(events))).toMatchObject({
      dialect: 'openai-responses',
      model: 'gpt-5-codex',
      usage: openaiUsage,
    })
  })

  it('Gemini, JSON, event stream and streamed array', async () => {
    const expected = { ...openaiUsage, outputTokens: 50 }
    const path = '/v1beta/models/gemini-2.5-pro:generateContent?key=AIzaX'
    expect(await ask(path, [jsonReply(geminiChunk(30))])).toMatchObject({ upstream: 'gemini', usage: expected })
    exchanges.length = 0
    const stream = streamReply([geminiChunk(1), geminiChunk(30)])
    expect(await ask('/gemini/v1beta/models/g:streamGenerateContent?alt=sse', stream)).toMatchObject({
      model: 'gemini-2.5-pro',
      usage: expected,
    })
    exchanges.length = 0
    const array = jsonReply([geminiChunk(1), geminiChunk(30)])
    expect(await ask('/gemini/v1beta/models/g:streamGenerateContent', [array])).toMatchObject({ usage: expected })
  })

  it('Gemini without a model in the answer: the path names it', async () => {
    const reply = jsonReply({ usageMetadata: { promptTokenCount: 1, totalTokenCount: 1 } })
    expect(await ask('/v1beta/models/gemini-2.5-flash:generateContent', [reply])).toMatchObject({
      model: 'gemini-2.5-flash',
    })
  })
})

describe('replies that known tools do not count', () => {
  const text = Buffer.from(JSON.stringify(message))
  it.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', storedZstd(text)],
    ['identity', text],
  ])('%s replies are counted', async (encoding, body) => {
    const reply = bodyReply(body, `Content-Type: application/json\r\nContent-Encoding: ${encoding}\r\n`)
    expect(await ask('/v1/messages', [reply])).toMatchObject({ usage: anthropicUsage })
  })

  it('a cut stream is counted as far as it told, and said to be cut', async () => {
    const script = [...openStream(anthropicEvents.slice(0, 2)), 100, 'RESET'] as const
    const exchange = await ask('/v1/messages', script)
    expect(exchange).toMatchObject({ cut: true, usage: { ...anthropicUsage, outputTokens: 1 } })
  })

  it('a cut gzip stream is counted as far as it came', async () => {
    const events = anthropicEvents.slice(0, 1).map((event) => `data: ${JSON.stringify(event)}\n\n`)
    const zipped = gzipSync(
      `${events.join('')}data: {"pad":"${Array.from({ length: 9000 }, (_, at) => at).join()}"}\n\n`,
    )
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`
    const exchange = await ask('/v1/messages', [head, zipped.subarray(0, zipped.length - 2000), 100, 'RESET'])
    expect(exchange).toMatchObject({ cut: true, usage: { inputTokens: 12, cacheReadTokens: 4000 } })
  })

  it('a stream without usage is recorded as unmetered, never guessed', async () => {
    const exchange = await ask('/v1/chat/completions', streamReply([{ model: 'gpt-5', choices: [] }, '[DONE]']))
    expect(exchange).toMatchObject({ model: 'gpt-5', unmetered: 'not_told' })
    expect(exchange.usage).toBeUndefined()
    expect(exchange.nanoUsd).toBeUndefined()
  })

  it('damage, unknown encodings and other types are unmetered and pass', async () => {
    const odd = [
      bodyReply(Buffer.from('not gzip'), 'Content-Type: application/json\r\nContent-Encoding: gzip\r\n'),
      bodyReply(Buffer.from('?'), 'Content-Type: application/json\r\nContent-Encoding: rot13\r\n'),
      bodyReply(Buffer.from('surely no zstd'), 'Content-Type: application/json\r\nContent-Encoding: zstd\r\n'),
      bodyReply(Buffer.from('RIFF'), 'Content-Type: audio/wav\r\n'),
    ]
    for (const reply of odd) {
      exchanges.length = 0
      expect(await ask('/v1/messages', [reply])).toMatchObject({ status: 200, unmetered: 'not_readable' })
    }
  })

  it('an error costs nothing and is no unmetered answer', async () => {
    const reply = jsonReply({ type: 'error', error: { type: 'overloaded_error' } }, '', '529 Overloaded')
    const exchange = await ask('/v1/messages', [reply])
    expect(exchange).toMatchObject({ status: 529 })
    expect(exchange.unmetered).toBeUndefined()
  })

  it('a model of a local server has no price', async () => {
    const exchange = await ask('/ollama/v1/chat/completions', [jsonReply({ model: 'gpt-4o', usage: chatUsage })])
    expect(exchange.usage).toEqual(openaiUsage)
    expect(exchange.nanoUsd).toBeUndefined()
  })

  it('an exchange holds neither the key nor the query nor a word of what was said', async () => {
    const exchange = await ask('/v1beta/models/gemini-2.5-pro:generateContent?key=AIzaX', [jsonReply(geminiChunk(30))])
    expect(Object.keys(exchange).sort()).toEqual(
      ['at', 'dialect', 'firstByteMs', 'model', 'ms', 'nanoUsd', 'status', 'upstream', 'usage'].sort(),
    )
    expect(JSON.stringify(exchange)).not.toMatch(/AIza|parts|key/)
  })
})
