import type { ReviewProvider } from '../review-provider.ts'

/** OpenCode 1.18: no plugins from elsewhere, every tool denied by a config that wins over its files. */
export const opencode: ReviewProvider = {
  id: 'opencode',
  program: 'opencode',
  args: ({ autoApprove }) => ['run', '--pure', '--format', 'json', ...(autoApprove ? ['--auto'] : [])],
  env: ['OPENCODE_*', 'ANTHROPIC_*', 'OPENAI_*', 'GEMINI_*', 'GOOGLE_*', 'OPENROUTER_*'],
  set: {
    OPENCODE_CONFIG_CONTENT: JSON.stringify({ permission: { '*': 'deny' }, share: 'disabled', autoupdate: false }),
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_PROJECT_CONFIG: '1',
  },
  answerOf: (stdout) => {
    const texts = stdout.split('\n').flatMap((line) => {
      try {
        const { type, part } = JSON.parse(line) as { type?: string; part?: { text?: unknown } }
        return type === 'text' && typeof part?.text === 'string' ? [part.text] : []
      } catch {
        return []
      }
    })
    return texts.length === 0 ? undefined : { text: texts.join('') }
  },
}
