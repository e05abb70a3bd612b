import { noUsage, type Usage } from '@ses/model'
import type { HookFormat } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { type HookMoment, type HookState, hooksOf } from '../../hook-dialect.ts'
import { countOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { readToolCall } from './tool-result.ts'
import { tools } from './tools.ts'
import { readUserTexts } from './user-text.ts'

/**
 * The hooks of Gemini CLI 0.61. Calls carry no id. `PreCompress` fires before every request, whether or not anything is
 * compressed. Sub-agents fire under their parent's id with nothing to tell them apart, so their calls stand among the parent's.
 * `AfterModel` fires for every piece of a streamed answer, with the whole answer's usage; how much was cached is not told.
 */
export const hooks: HookFormat = hooksOf({
  agent: 'gemini-cli',
  tools,
  steps: {
    SessionStart: 'start',
    SessionEnd: 'end',
    BeforeAgent: 'prompt',
    AfterAgent: 'turn_end',
    BeforeTool: 'call',
    AfterTool: 'result',
    BeforeModel: 'other',
    AfterModel: 'answer',
    BeforeToolSelection: 'aside',
    PreCompress: 'aside',
    Notification: 'aside',
  },
  prompt: (text) => {
    const { prompt, context } = readUserTexts([text])
    if (prompt !== undefined) return { kind: 'prompt', text: prompt }
    const [first] = context
    return first === undefined ? { kind: 'nothing' } : { kind: 'context', context: first.kind, text: first.text }
  },
  result: (payload, { name, args }) => {
    const response = objectOf(payload['tool_response'])
    const error = objectOf(response?.['error'])
    const message = stringOf(error?.['message']) ?? stringOf(response?.['error'])
    const text = contentText(response?.['llmContent'] ?? payload['tool_response'])
    const output = message === undefined ? { output: text } : { error: text === '' ? message : text }
    const call = {
      name,
      args,
      status: message === undefined ? 'success' : 'error',
      result: [{ functionResponse: { name, response: output } }],
      resultDisplay: response?.['returnDisplay'],
    }
    return readToolCall(call, undefined) ?? { outcome: 'ok', output: text }
  },
  own: model,
})

/** The answer that is being told; a new one begins with a request, or after the last piece of the one before. */
interface Answer {
  readonly id: string
  text: string
  done: boolean
}

function model<Text extends string>({ log, thread, event, payload }: HookMoment<Text>, state: HookState): void {
  const response = objectOf(payload['llm_response'])
  if (response === undefined) {
    delete state['answer']
    return
  }
  let answer = state['answer'] as Answer | undefined
  if (answer === undefined || answer.done) {
    answer = { id: `hook-${log.line}`, text: '', done: false }
    state['answer'] = answer
    state['responseId'] = answer.id
  }
  answer.text += stringOf(response['text']) ?? ''
  const [candidate] = Array.isArray(response['candidates']) ? response['candidates'] : []
  const usage = usageOf(objectOf(response['usageMetadata']))
  const name = stringOf(objectOf(payload['llm_request'])?.['model'])
  if (usage !== undefined) {
    thread.writer.builder.response({
      id: answer.id,
      ...(name === undefined ? {} : { model: name }),
      ...(event.at === undefined ? {} : { at: event.at }),
      usage,
    })
  }
  if (objectOf(candidate)?.['finishReason'] === undefined) return
  answer.done = true
  thread.reply(answer.text, answer.id)
}

/** What is left of the total beside prompt and answer is thought. */
function usageOf(metadata: JsonObject | undefined): Usage | undefined {
  if (metadata === undefined) return undefined
  const prompt = countOf(metadata['promptTokenCount'])
  const cached = Math.min(prompt, countOf(metadata['cachedContentTokenCount']))
  const answer = countOf(metadata['candidatesTokenCount'])
  const told = countOf(metadata['thoughtsTokenCount'])
  const rest = Math.max(told, countOf(metadata['totalTokenCount']) - prompt - answer)
  if (prompt + answer + rest === 0) return undefined
  return {
    ...noUsage,
    inputTokens: prompt - cached,
    cacheReadTokens: cached,
    outputTokens: answer + rest,
    reasoningTokens: rest,
  }
}
