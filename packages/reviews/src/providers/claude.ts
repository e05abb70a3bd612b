import { lastJson, type ProviderAnswer, type ReviewProvider } from '../review-provider.ts'

/** Claude Code 2.1: no tools, no settings of user or project, no MCP server, nothing written to its history. */
export const claude: ReviewProvider = {
  id: 'claude',
  program: 'claude',
  args: ({ autoApprove }) => [
    '-p',
    '--output-format',
    'json',
    '--setting-sources',
    '',
    '--strict-mcp-config',
    '--no-session-persistence',
    ...(autoApprove ? ['--permission-mode', 'bypassPermissions'] : ['--tools', '', '--permission-mode', 'plan']),
  ],
  env: [
    'ANTHROPIC_*',
    'CLAUDE_CODE_*',
    'CLAUDE_CONFIG_DIR',
    'AWS_*',
    'CLOUD_ML_REGION',
    'GOOGLE_APPLICATION_CREDENTIALS',
  ],
  set: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' },
  answerOf,
}

/** One object of type `result`, or an array of messages that ends with it. */
function answerOf(stdout: string): ProviderAnswer | undefined {
  const value = lastJson(stdout)
  const result = (Array.isArray(value) ? value.at(-1) : value) as Record<string, unknown> | undefined
  if (typeof result?.['result'] !== 'string') return undefined
  const { result: text, total_cost_usd: cost, is_error: failed, modelUsage: models } = result
  const model = typeof models === 'object' && models !== null ? Object.keys(models)[0] : undefined
  return {
    text: text as string,
    ...(model === undefined ? {} : { model }),
    ...(typeof cost === 'number' ? { costUsd: cost } : {}),
    ...(failed === true ? { refused: true } : {}),
  }
}
