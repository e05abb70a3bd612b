import { parseJsonReply } from '@ses/llm'
import type { ReviewerOutcome } from '@ses/schema'
import type { EngineResult, ReviewEngine } from '../engine.ts'
import type { FindingDraft } from '../finding.ts'
import { readAnswer } from '../model/answer-contract.ts'
import { consensusOf } from '../model/consensus.ts'
import { draftFindings, type MaskText } from '../model/draft-findings.ts'
import { questionOf } from '../model/question.ts'
import { providerEnvironment } from '../provider-environment.ts'
import type { ReviewInput } from '../review-input.ts'
import type { ReviewProvider } from '../review-provider.ts'
import { type ProgramResult, type RunProgram, runProgram } from '../run-program.ts'

export interface MultiAgentOptions {
  readonly providers: readonly ReviewProvider[]
  /** For each of them. */
  readonly timeoutMs: number
  /** How many run at once; 0: all. */
  readonly parallelism: number
  readonly autoApprove: boolean
  readonly mask: MaskText
  /** Path of the Node program that watches over the providers' programs. */
  readonly node: string
  /** The caller's; a provider gets the part it needs. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  readonly run?: RunProgram
  /** For the material, in UTF-16 units; default 240,000. */
  readonly room?: number
}

/** An answer beyond it is no review. */
const MAX_BYTES = 8_000_000

interface Answer {
  readonly reviewer: ReviewerOutcome
  readonly findings: readonly FindingDraft[]
  readonly unsupported: number
}

/**
 * Several coding agents review, each in an empty folder, none knowing the others' answers; then their findings are joined. One that is
 * missing, slow or answers badly is an outcome, never an error.
 */
export function createMultiAgentEngine(options: MultiAgentOptions): ReviewEngine {
  return { id: 'multi-agent', review: (input) => review(input, options) }
}

async function review(input: ReviewInput, options: MultiAgentOptions): Promise<EngineResult> {
  const { system, text, notes } = questionOf(input, options.room)
  const question = `${system}\n\n${text}`
  const answers = await inTurns(options.providers, options.parallelism, (provider) =>
    ask(provider, question, input, options),
  )
  return {
    findings: consensusOf(answers.map(({ reviewer, findings }) => ({ reviewer: reviewer.id, findings }))),
    reviewers: answers.map(({ reviewer }) => reviewer),
    unsupported: answers.reduce((sum, { unsupported }) => sum + unsupported, 0),
    notes,
  }
}

async function ask(
  provider: ReviewProvider,
  question: string,
  input: ReviewInput,
  { node, timeoutMs, autoApprove, mask, env, signal, run = runProgram }: MultiAgentOptions,
): Promise<Answer> {
  const result = await run({
    node,
    program: provider.program,
    args: provider.args({ autoApprove }),
    input: question,
    env: providerEnvironment(provider, env),
    timeoutMs,
    maxBytes: MAX_BYTES,
    ...(signal === undefined ? {} : { signal }),
  })
  const none = (outcome: ReviewerOutcome['outcome'], message: string): Answer => ({
    reviewer: { id: provider.id, outcome, findings: 0, message: mask(message).slice(0, 500) },
    findings: [],
    unsupported: 0,
  })
  if (result.end !== 'exited')
    return none(
      result.end === 'missing' ? 'missing' : result.end === 'timeout' ? 'timeout' : 'failed',
      endText(provider, result, timeoutMs),
    )
  const answer = provider.answerOf(result.stdout)
  if (answer === undefined) {
    return result.code === 0
      ? none('parse_error', 'its output is not what this program is known to print')
      : none('failed', lastLine(result.stderr) || `exit code ${result.code}`)
  }
  if (answer.refused === true) return none('refused', answer.text)
  const reported = readAnswer(parseJsonReply(answer.text)?.value)
  if (reported === undefined) return none('parse_error', 'the answer is not the JSON that was asked for')
  const { findings, unsupported } = draftFindings(reported, input, mask)
  const { model, costUsd } = answer
  return {
    reviewer: {
      id: provider.id,
      outcome: 'ok',
      findings: reported.length,
      ...(model === undefined ? {} : { model }),
      ...(costUsd === undefined ? {} : { cost_usd: costUsd }),
    },
    findings,
    unsupported,
  }
}

function endText({ program }: ReviewProvider, { end }: ProgramResult, timeoutMs: number): string {
  if (end === 'missing') return `there is no program ${program}`
  if (end === 'timeout') return `no answer in ${Math.round(timeoutMs / 1000)} s`
  return end === 'flooded' ? 'it printed more than an answer can hold' : 'stopped'
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

/** The results in the order of the items, with at most so many at work at once. */
async function inTurns<T, R>(items: readonly T[], parallelism: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T)
  }
  const workers = parallelism > 0 ? Math.min(parallelism, items.length) : items.length
  await Promise.all(Array.from({ length: workers }, worker))
  return results
}
