import { lastJson, type ReviewProvider } from '../review-provider.ts'

/** A program of which only the name is agreed: it reads the question on stdin and prints the answer, bare or as `result` or `response`. */
export const dim: ReviewProvider = {
  id: 'dim',
  program: 'dim',
  args: () => [],
  env: ['DIM_*', 'OPENAI_*', 'ANTHROPIC_*'],
  answerOf: (stdout) => {
    if (stdout.trim() === '') return undefined
    const value = lastJson(stdout) as Record<string, unknown> | undefined
    const inner = value?.['result'] ?? value?.['response']
    return { text: typeof inner === 'string' ? inner : stdout }
  },
}
