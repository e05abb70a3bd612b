import type { ReviewProvider } from '../review-provider.ts'

/** Codex 0.169: a read-only sandbox, neither the user's config nor rules, no session file. It prints the last message alone on stdout. */
export const codex: ReviewProvider = {
  id: 'codex',
  program: 'codex',
  args: ({ autoApprove }) => [
    'exec',
    '--sandbox',
    'read-only',
    '--skip-git-repo-check',
    '--ephemeral',
    '--ignore-user-config',
    '--ignore-rules',
    '--color',
    'never',
    ...(autoApprove ? ['--approve-for-me'] : []),
    '-',
  ],
  env: ['OPENAI_*', 'CODEX_HOME', 'CODEX_API_KEY'],
  answerOf: (stdout) => (stdout.trim() === '' ? undefined : { text: stdout }),
}
