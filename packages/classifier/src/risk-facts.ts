import { type FileCategory, fileCategory } from '@ses/model'
import { type DangerReader, dangerReader } from './command-dangers.ts'
import { type Sourced, textOf } from './evidence.ts'
import type { RiskChange, RiskCheck, RiskInput } from './risk-input.ts'

/** The input as the rules see it: every list present, each file with its category. */
export interface RiskFacts {
  readonly changes: readonly CategorisedChange[]
  readonly commands: readonly Sourced[]
  readonly texts: readonly Sourced[]
  readonly modes: readonly Sourced[]
  readonly checks: readonly RiskCheck[]
  /** False when the input says nothing of checks, so that none is no news. */
  readonly checksKnown: boolean
  readonly dangersOf: DangerReader
}

/** A change with what its path tells. */
interface CategorisedChange extends RiskChange {
  readonly name: string
  readonly category: FileCategory
}

/** Fills in what an input leaves out. */
export function riskFactsOf(input: RiskInput, dangersOf: DangerReader = dangerReader()): RiskFacts {
  return {
    changes: (input.changes ?? []).map((change) => {
      const name = textOf(change.path)
      return { ...change, name, category: fileCategory(name) }
    }),
    commands: input.commands ?? [],
    texts: input.texts ?? [],
    modes: input.modes ?? [],
    checks: input.checks ?? [],
    checksKnown: input.checks !== undefined,
    dangersOf,
  }
}
