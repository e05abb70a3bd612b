import { type ChatOptions, type ChatReply, chatJson, type LlmSettings } from '@ses/llm'
import { SesError } from '@ses/model'
import type { ReviewerOutcome } from '@ses/schema'
import type { EngineResult, ReviewEngine } from '../engine.ts'
import { answerSchema, readAnswer } from '../model/answer-contract.ts'
import { draftFindings, type MaskText } from '../model/draft-findings.ts'
import { questionOf } from '../model/question.ts'
import type { ReviewInput } from '../review-input.ts'

export interface AgentEngineOptions {
  readonly settings: LlmSettings
  /** For the whole question; the answer is dropped after it. */
  readonly timeoutMs: number
  readonly mask: MaskText
  /** US dollars of an answer; null when the model has no price. */
  readonly costOf: (reply: Pick<ChatReply, 'model' | 'usage'>) => number | null
  /** US dollars that one review may cost; a question whose input and longest answer would cost more is not asked. Default: no limit. */
  readonly budgetUsd?: number
  /** Passed to the provider: progress, and a transport for tests. */
  readonly chat?: ChatOptions
  /** For the material, in UTF-16 units; default 240,000. */
  readonly room?: number
}

/** One model reviews the diff and the record of the session. */
export function createAgentEngine(options: AgentEngineOptions): ReviewEngine {
  return { id: 'agent', review: (input) => review(input, options) }
}

async function review(input: ReviewInput, options: AgentEngineOptions): Promise<EngineResult> {
  const { settings, timeoutMs, mask, costOf, chat, room, budgetUsd } = options
  const { system, text, notes } = questionOf(input, room)
  const id = `${settings.provider}:${settings.model}`
  const most = costOf({ model: settings.model, usage: mostUsage(system.length + text.length, settings.maxTokens) })
  if (budgetUsd !== undefined && most !== null && most > budgetUsd) {
    const message = `it could cost $${most.toFixed(2)}, the budget of a session is $${budgetUsd.toFixed(2)}`
    return { findings: [], reviewers: [{ id, outcome: 'refused', findings: 0, message }], unsupported: 0, notes }
  }
  const expired = AbortSignal.timeout(timeoutMs)
  const signal = chat?.signal === undefined ? expired : AbortSignal.any([expired, chat.signal])
  try {
    const { value, replies, partial, reply } = await chatJson(
      {
        system,
        messages: [{ role: 'user', content: text }],
        schema: { name: 'review', schema: answerSchema },
        read: readAnswer,
      },
      settings,
      { ...chat, signal },
    )
    const { findings, unsupported } = draftFindings(value, input, mask)
    const costs = replies.map(costOf)
    const reviewer: ReviewerOutcome = {
      id,
      outcome: 'ok',
      findings: value.length,
      model: reply.model,
      cost_usd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    }
    return { findings, reviewers: [reviewer], unsupported, notes: partial ? [...notes, 'the answer broke off'] : notes }
  } catch (error) {
    const outcome = expired.aborted ? 'timeout' : outcomeOf(error)
    const message = expired.aborted ? `no answer in ${Math.round(timeoutMs / 1000)} s` : mask(messageOf(error))
    return { findings: [], reviewers: [{ id, outcome, findings: 0, message }], unsupported: 0, notes }
  }
}

/** What a question of so many UTF-16 units uses at most, with the longest answer; three units a token is on the safe side for code. */
function mostUsage(length: number, maxTokens: number): NonNullable<ChatReply['usage']> {
  const inputTokens = Math.ceil(length / 3)
  return { inputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: maxTokens, reasoningTokens: 0 }
}

function outcomeOf(error: unknown): ReviewerOutcome['outcome'] {
  return error instanceof SesError && error.data['reason'] === 'not_json' ? 'parse_error' : 'failed'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
