import { lastJson, type ReviewProvider } from '../review-provider.ts'

/** Gemini CLI 0.61: tools that need a person are refused without one; no extensions, no MCP servers. */
export const gemini: ReviewProvider = {
  id: 'gemini',
  program: 'gemini',
  args: ({ autoApprove }) => [
    '--output-format',
    'json',
    '--extensions',
    'none',
    '--allowed-mcp-server-names',
    'none',
    '--approval-mode',
    autoApprove ? 'yolo' : 'default',
  ],
  env: ['GEMINI_*', 'GOOGLE_*'],
  set: { GEMINI_TELEMETRY_ENABLED: 'false', NO_BROWSER: 'true' },
  answerOf: (stdout) => {
    const value = lastJson(stdout) as Record<string, unknown> | undefined
    if (typeof value?.['response'] !== 'string') return undefined
    const models = (value['stats'] as { models?: Record<string, unknown> } | undefined)?.models
    const [model] = Object.keys(models ?? {})
    return { text: value['response'], ...(model === undefined ? {} : { model }) }
  },
}
