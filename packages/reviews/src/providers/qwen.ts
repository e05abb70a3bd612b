import { lastJson, type ReviewProvider } from '../review-provider.ts'

/** Qwen Code 0.24: plan mode, no hooks, extensions, skills or MCP servers, no recording. */
export const qwen: ReviewProvider = {
  id: 'qwen',
  program: 'qwen',
  args: ({ autoApprove }) => [
    '--output-format',
    'json',
    '--safe-mode',
    '--chat-recording=false',
    '--allowed-mcp-server-names',
    'none',
    '--approval-mode',
    autoApprove ? 'yolo' : 'plan',
  ],
  env: ['OPENAI_*', 'DASHSCOPE_*', 'QWEN_*', 'BAILIAN_*'],
  answerOf: (stdout) => {
    const value = lastJson(stdout)
    const result = (Array.isArray(value) ? value.at(-1) : value) as Record<string, unknown> | undefined
    if (typeof result?.['result'] !== 'string') return undefined
    return { text: result['result'], ...(result['is_error'] === true ? { refused: true } : {}) }
  },
}
