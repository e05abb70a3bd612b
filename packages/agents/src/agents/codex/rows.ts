import type { SessionBuilder } from '../../session-builder.ts'
import type { Responses } from './responses.ts'

/** Where an event comes from: its row, and the name that follows from it. */
export interface EventPlace {
  readonly id: string
  readonly line: number
  readonly at?: number
}

/** The row being read, and what all parts of the reader share. */
export class Rows<Text extends string> {
  readonly builder: SessionBuilder<Text>
  readonly responses: Responses<Text>
  /** True in a sub-agent's file, where no human speaks. */
  isChild = false
  /** Directory of the current turn. */
  cwd: string | undefined
  /** The turn under way: prompts it had, and whether the model has begun to answer. */
  turn: { prompts: number; active: boolean } | undefined
  line = 0
  at: number | undefined
  #part = 0

  constructor(builder: SessionBuilder<Text>, responses: Responses<Text>) {
    this.builder = builder
    this.responses = responses
  }

  start(line: number, at: number | undefined): void {
    this.line = line
    this.at = at
    this.#part = 0
  }

  /** Events are named after their line, so that a name leads straight to the evidence. */
  place(): EventPlace {
    this.#part += 1
    const id = this.#part === 1 ? `${this.line}` : `${this.line}.${this.#part}`
    return this.at === undefined ? { id, line: this.line } : { id, line: this.line, at: this.at }
  }

  /** The first versions tell the directory only in the environment they show to the model. */
  learnDirectory(environment: string): void {
    if (this.cwd !== undefined) return
    const cwd = /<cwd>([^<\n]{1,1000})<\/cwd>|Current working directory: ([^\n]{1,1000})/.exec(environment)
    this.cwd = (cwd?.[1] ?? cwd?.[2])?.trim()
    this.builder.facts({ cwd: this.cwd })
  }
}
