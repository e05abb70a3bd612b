import {
  attachSubagents,
  createHookParser,
  createTranscriptParser,
  joinHookSession,
  type ParseOptions,
} from '@ses/agents'
import type { Coverage, Diagnostic, Masked, Parsed, Session } from '@ses/model'
import type { TextKeeper } from './text-keeper.ts'
import { chunksOf, type TranscriptInput } from './transcript-input.ts'

/** A sub-agent's own transcript. */
export interface SubagentInput {
  readonly input: TranscriptInput
  /** Path of its file, where known. */
  readonly path?: string
  /** Tool call of the parent that started it, where a file beside the transcript tells. */
  readonly callId?: string
  readonly agentType?: string
}

/** What is read beside the transcript. */
export interface ReadingOptions extends ParseOptions {
  /** The session's recorded hook events. */
  readonly events?: TranscriptInput
}

/**
 * Reads a transcript, its sub-agents' and its hook events into one masked session; raw text is never held longer than one line.
 * Diagnostics and coverage are those of what the session was taken from.
 */
export async function readTranscript(
  input: TranscriptInput,
  subagents: readonly SubagentInput[],
  keeper: TextKeeper,
  options: ReadingOptions,
): Promise<Parsed<Session<Masked>>> {
  const { events, ...parsing } = options
  const parsed = await readFiles(input, subagents, keeper, parsing)
  if (events === undefined) return parsed
  const parser = createHookParser(keeper.text, options.agents === undefined ? {} : { agents: options.agents })
  for await (const chunk of chunksOf(events)) parser.push(chunk)
  const told = parser.end()
  const value = joinHookSession(parsed.value, told.session)
  return value === told.session
    ? { value, diagnostics: told.diagnostics, coverage: told.coverage }
    : { ...parsed, value }
}

async function readFiles(
  input: TranscriptInput,
  subagents: readonly SubagentInput[],
  keeper: TextKeeper,
  options: ParseOptions,
): Promise<Parsed<Session<Masked>>> {
  const main = await readOne(input, keeper, options)
  if (subagents.length === 0) return main
  const children: Session<Masked>[] = []
  const diagnostics: Diagnostic[] = [...main.diagnostics]
  let coverage = main.coverage
  for (const { input: file, path, callId, agentType } of subagents) {
    const { agent, agents, maxLineBytes } = options
    const child = await readOne(file, keeper, {
      ...(agent === undefined ? {} : { agent }),
      ...(agents === undefined ? {} : { agents }),
      ...(maxLineBytes === undefined ? {} : { maxLineBytes }),
      ...(path === undefined ? {} : { path }),
    })
    diagnostics.push(...child.diagnostics)
    coverage = addCoverage(coverage, child.coverage)
    children.push({
      ...child.value,
      parent: {
        ...child.value.parent,
        sessionId: main.value.id,
        ...(callId === undefined ? {} : { callId }),
        ...(agentType === undefined ? {} : { agentType }),
      },
    })
  }
  return { value: attachSubagents(main.value, children), diagnostics, coverage }
}

async function readOne(
  input: TranscriptInput,
  keeper: TextKeeper,
  options: ParseOptions,
): Promise<Parsed<Session<Masked>>> {
  const parser = createTranscriptParser(keeper.text, options)
  for await (const chunk of chunksOf(input)) parser.push(chunk)
  return parser.end()
}

function addCoverage(a: Coverage, b: Coverage): Coverage {
  return {
    bytes: a.bytes + b.bytes,
    lines: a.lines + b.lines,
    recognised: a.recognised + b.recognised,
    torn: a.torn + b.torn,
  }
}
