import type { ChatOptions } from '@ses/llm'
import type { Context } from '../context.ts'
import { tokens } from '../terminal/amounts.ts'

/** Tells on stderr how far an answer has come. */
export interface AnswerProgress {
  /** Absent where nobody watches: the answer is then not streamed. */
  readonly onProgress?: NonNullable<ChatOptions['onProgress']>
  /** Wipes the line. */
  readonly stop: () => void
}

/** Answers that take less than this need no line. */
const SHOWN_AFTER_MS = 1000
const EVERY_MS = 100

/** Only for a person at a terminal, and only once it takes a while. */
export function openAnswerProgress({ host, json }: Context, what: string): AnswerProgress {
  if (json || host.stderr.isTTY !== true) return { stop: () => {} }
  const started = host.now()
  let shownAt = 0
  return {
    onProgress: ({ answered, reasoned }) => {
      const now = host.now()
      if (now - started < SHOWN_AFTER_MS || now - shownAt < EVERY_MS) return
      shownAt = now
      const doing = answered === 0 && reasoned > 0 ? 'thinking' : what
      host.stderr.write(`\r\u001b[K${doing} … about ${tokens(Math.ceil((answered + reasoned) / 4))} tokens`)
    },
    stop: () => {
      if (shownAt > 0) host.stderr.write('\r\u001b[K')
    },
  }
}
