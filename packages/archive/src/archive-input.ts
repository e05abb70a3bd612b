import type { Masked } from '@ses/model'
import type { NamedSession } from './archive-name.ts'
import type { ArchivedSource, Receipt, TranscriptForm } from './archived-part.ts'

/** A session to be archived. */
export interface ArchiveInput {
  readonly session: NamedSession & { readonly cwd?: Masked }
  /** Hash of the rules the texts are masked with. */
  readonly ruleSet: string
  readonly main: PartInput
  readonly subagents?: readonly SubagentInput[]
}

/** One of its transcripts. */
export interface PartInput {
  readonly source: ArchivedSource
  readonly form: TranscriptForm
  /** Masked text in pieces of any size, line ends included. Not asked for when the archive holds it already. */
  readonly text: Iterable<Masked> | AsyncIterable<Masked>
  /** Asked for when the text has ended. */
  readonly outcome: () => MaskingOutcome
}

/** What happened while a text was masked. */
export interface MaskingOutcome {
  /** Placeholders written, by rule. */
  readonly masked: Readonly<Record<string, number>>
  readonly receipt: Pick<Receipt, 'torn_bytes' | 'bad_utf8_lines' | 'long_lines'>
}

/** A sub-agent's transcript. */
export interface SubagentInput extends PartInput {
  readonly agentType?: string
  /** Tool call of the parent that started it. */
  readonly callId?: string
}
