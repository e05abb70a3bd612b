import { join } from 'node:path'
import { SesError } from '@ses/model'
import { handoffBlocks, handoffOf } from '@ses/reports'
import { resolveSession } from '@ses/store'
import { printBlocks } from '../blocks/print-blocks.ts'
import { tellTime } from '../blocks/tell-time.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { findSubject } from '../reflect/find-subject.ts'

const LEAST_TOKENS = 100
const DEFAULT_TOKENS = 4000

/** Prints what the next agent or person needs to go on with a session. */
export async function runHandoff(context: Context, input: Input): Promise<number> {
  const maxTokens = input.number('max-tokens') ?? DEFAULT_TOKENS
  if (!(maxTokens >= LEAST_TOKENS)) {
    throw new SesError('usage', `--max-tokens ${maxTokens}: expected a number from ${LEAST_TOKENS}`)
  }
  const word = input.words[0] ?? 'latest'
  const subject = await findSubject(context, word, {})
  if (!('analysis' in subject)) {
    const { folder } = await resolveSession(context.store, word)
    const path = join(context.store.directory, folder, 'context.md')
    throw new SesError(
      'not_found',
      `the transcript of ${folder} is gone; what was stored to go on with is in ${path}`,
      {
        data: { path },
      },
    )
  }
  const document = handoffOf(subject.analysis, { maxTokens })
  if (context.json) {
    context.printJson(document)
    return 0
  }
  if (!document.size.fits) context.note(`ses: the goal alone takes about ${document.size.tokens} tokens`)
  const markdown = input.flag('md')
  const time = tellTime(context.host.now())
  await printBlocks(context, handoffBlocks(document, markdown ? {} : { time }), markdown)
  return 0
}
