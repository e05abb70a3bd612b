import { SesError } from '@ses/model'
import { severities } from '@ses/reviews'
import type { ReviewEngineId, ReviewSeverity } from '@ses/schema'
import type { Input } from '../input.ts'

/** What `ses review` was asked. */
export interface ReviewOptions {
  readonly engine: ReviewEngineId
  /** Ids or files; empty with `base`: the diff alone. */
  readonly words: readonly string[]
  /** So many of the latest sessions instead; infinite for all. */
  readonly recent?: number
  readonly base?: string
  readonly head: string
  /** The work tree may stand in for a diff. */
  readonly worktree: boolean
  readonly minSeverity: ReviewSeverity
  readonly failOn?: ReviewSeverity
  readonly strictContract: boolean
  readonly baseline?: string
  readonly writeBaseline: boolean
  readonly output: ReviewOutput
  readonly model: ModelOptions
}

/** What only the engines that ask models look at; what is absent has a default of theirs. */
export interface ModelOptions {
  /** In the order they were named. */
  readonly providers?: readonly string[]
  readonly providerTimeoutMs?: number
  /** 0: all at once. */
  readonly maxProviderParallelism: number
  readonly agentTimeoutMs?: number
  /** Absent: not said, so the environment may. */
  readonly autoApprove?: boolean
}

type ReviewOutput = 'text' | 'json' | 'markdown' | 'sarif' | 'github'

/** Reads the options. Throws `usage`. */
export function readReviewOptions(input: Input): ReviewOptions {
  const [base, baseline, failOn] = [input.text('base'), input.text('baseline'), input.text('fail-on')]
  const recent = input.flag('all') ? Number.POSITIVE_INFINITY : wholeNumber(input, 'recent', 1)
  if (recent !== undefined && (input.words.length > 0 || base !== undefined)) {
    throw new SesError('usage', '--recent and --all choose the sessions themselves; name neither an id nor --base')
  }
  if (base === undefined && input.text('head') !== undefined) throw new SesError('usage', '--head needs --base')
  if (input.flag('write-baseline') && baseline === undefined) {
    throw new SesError('usage', '--write-baseline needs --baseline FILE')
  }
  // Names of refs are never options of git.
  for (const ref of [base, input.text('head')]) {
    if (ref?.startsWith('-') === true) throw new SesError('usage', `${JSON.stringify(ref)} is no name of a commit`)
  }
  const gate = failOn ?? (input.flag('strict') ? 'high' : undefined)
  return {
    engine: engineOf(input.text('engine') ?? 'rules'),
    words: input.words.length > 0 || base !== undefined || recent !== undefined ? input.words : ['latest'],
    ...(recent === undefined ? {} : { recent }),
    ...(base === undefined ? {} : { base }),
    head: input.text('head') ?? 'HEAD',
    worktree: input.flag('allow-worktree-diff'),
    minSeverity: severityOf('min-severity', input.text('min-severity')) ?? 'info',
    ...(gate === undefined ? {} : { failOn: severityOf('fail-on', gate) as ReviewSeverity }),
    strictContract: input.flag('strict-contract'),
    ...(baseline === undefined ? {} : { baseline }),
    writeBaseline: input.flag('write-baseline'),
    output: outputOf(input),
    model: modelOptions(input),
  }
}

function modelOptions(input: Input): ModelOptions {
  const providers = input
    .text('providers')
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const providerTimeoutMs = wholeNumber(input, 'provider-timeout-ms', 1)
  const agentTimeoutMs = wholeNumber(input, 'agent-timeout-ms', 1)
  return {
    ...(providers === undefined ? {} : { providers }),
    ...(providerTimeoutMs === undefined ? {} : { providerTimeoutMs }),
    maxProviderParallelism: wholeNumber(input, 'max-provider-parallelism', 0) ?? 0,
    ...(agentTimeoutMs === undefined ? {} : { agentTimeoutMs }),
    ...(input.said('agent-auto-approve') ? { autoApprove: input.flag('agent-auto-approve') } : {}),
  }
}

const ENGINES: readonly ReviewEngineId[] = ['rules', 'agent', 'multi-agent']

function engineOf(name: string): ReviewEngineId {
  const known = ENGINES.find((engine) => engine === name)
  if (known !== undefined) return known
  throw new SesError('usage', `no engine ${JSON.stringify(name)}; there are ${ENGINES.join(', ')}`)
}

function severityOf(option: string, name: string | undefined): ReviewSeverity | undefined {
  const known = severities.find((severity) => severity === name)
  if (name === undefined || known !== undefined) return known
  throw new SesError('usage', `--${option} ${name}: expected ${severities.join(', ')}`)
}

function outputOf(input: Input): ReviewOutput {
  const outputs = [
    ...(input.flag('json') ? ['json' as const] : []),
    ...(input.flag('md') || input.flag('markdown') ? ['markdown' as const] : []),
    ...(input.flag('sarif') ? ['sarif' as const] : []),
    ...(input.flag('github') ? ['github' as const] : []),
  ]
  if (outputs.length > 1) throw new SesError('usage', 'choose one of --json, --md, --sarif and --github')
  return outputs[0] ?? 'text'
}

function wholeNumber(input: Input, name: string, least: number): number | undefined {
  const value = input.number(name)
  if (value === undefined || (Number.isInteger(value) && value >= least)) return value
  throw new SesError('usage', `--${name} ${value}: expected a whole number from ${least}`)
}
