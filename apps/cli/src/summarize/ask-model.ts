import { type ChatReply, chat, type LlmSettings } from '@ses/llm'
import { type Masked, SesError } from '@ses/model'
import type { Context } from '../context.ts'
import { openAnswerProgress } from '../llm/answer-progress.ts'
import type { SessionDigest } from './session-digest.ts'
import { summarizePrompt } from './summarize-prompt.ts'

/** A digest that went through the masker. */
export type MaskedDigest = SessionDigest & { readonly text: Masked }

/** An input that was too long for the model is condensed and sent again, so often. */
const SHRINKS = 4

/** Sends the digest, a shorter one as long as the model says that it is too long. `digest` makes one of so many tokens. */
export async function askModel(
  context: Context,
  settings: LlmSettings,
  digest: (maxTokens: number) => MaskedDigest,
  maxTokens: number,
): Promise<{ readonly reply: ChatReply; readonly sent: MaskedDigest }> {
  const progress = openAnswerProgress(context, 'writing')
  try {
    for (let shrunk = 0; ; shrunk += 1) {
      const sent = digest(Math.floor(maxTokens / 2 ** shrunk))
      try {
        const reply = await chat(
          { system: summarizePrompt, messages: [{ role: 'user', content: sent.text }] },
          settings,
          progress.onProgress === undefined ? {} : { onProgress: progress.onProgress },
        )
        return { reply, sent }
      } catch (error) {
        const tooMuch = error instanceof SesError && error.data['reason'] === 'too_much_input'
        if (!tooMuch || shrunk >= SHRINKS) throw error
        context.debug('too much input', { tokens: Math.floor(maxTokens / 2 ** shrunk) })
      }
    }
  } finally {
    progress.stop()
  }
}
