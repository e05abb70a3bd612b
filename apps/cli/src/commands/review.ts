import type { Command } from '../command.ts'

/** A session and its diff, reviewed. */
export const review: Command = {
  name: 'review',
  summary: 'Review what a session changed: by rules, by a model, or by several coding agents',
  arguments: [{ name: 'id', label: 'id|file', description: 'Session or transcript; default: the latest' }],
  options: {
    engine: {
      type: 'text',
      description: 'rules (default, offline), agent (one model) or multi-agent (several programs)',
    },
    recent: { type: 'number', description: 'Instead: the latest so many sessions' },
    all: { type: 'flag', description: 'Instead: all sessions' },
    base: { type: 'text', description: 'Review what --head adds to this commit or branch; without an id, that alone' },
    head: { type: 'text', description: 'Default: HEAD' },
    'allow-worktree-diff': {
      type: 'flag',
      description: 'Without commits and checkpoints, take the work tree as it is',
    },
    'min-severity': { type: 'text', description: 'Leave out what is less grave: info, low, medium, high, critical' },
    'fail-on': { type: 'text', description: 'Exit with 1 when a finding is this grave or graver' },
    strict: { type: 'flag', description: 'As --fail-on=high' },
    'strict-contract': {
      type: 'flag',
      description: 'Exit with 1 when a reviewer did not answer as asked, or named files or lines that do not exist',
    },
    baseline: { type: 'text', description: 'File of accepted findings, which neither show nor fail' },
    'write-baseline': { type: 'flag', description: 'Accept all findings: add them to the file of --baseline' },
    md: { type: 'flag', description: 'Print Markdown, as for a comment on a pull request' },
    markdown: { type: 'flag', description: 'The same as --md' },
    sarif: { type: 'flag', description: 'Print SARIF 2.1.0, as for code scanning' },
    github: { type: 'flag', description: 'Print annotations for GitHub Actions' },
    providers: { type: 'text', description: 'Programs of multi-agent: claude,codex,qwen,dim,opencode,gemini' },
    'provider-timeout-ms': { type: 'number', description: 'For each program of multi-agent' },
    'max-provider-parallelism': { type: 'number', description: 'Programs at once; 0, the default: all' },
    'agent-timeout-ms': { type: 'number', description: 'For the models; default 60 s and 30 s per session' },
    'agent-auto-approve': { type: 'flag', description: 'Programs may use their tools unasked; default: not' },
    agent: { type: 'flag', description: 'Accepted and ignored' },
  },
  examples: [
    ['$0 review', 'the latest session'],
    ['$0 review --base origin/main --strict --github', 'a pull request in a CI'],
    ['$0 review 1a2b --md', 'as a comment'],
    ['$0 review --all --baseline ses-baseline.json --write-baseline', 'accept what is there'],
  ],
  readsSessions: true,
  run: async (context, input) => (await import('../review/run-review.ts')).runReview(context, input),
}
