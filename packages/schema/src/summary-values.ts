/** The twelve types, in the order used wherever they are listed. */
export const summaryTypes = [
  'bugfix',
  'feature',
  'refactor',
  'debug',
  'test',
  'docs',
  'devops',
  'upgrade',
  'config',
  'style',
  'security',
  'perf',
] as const

/** The three risks, in ascending order. */
export const summaryRisks = ['low', 'medium', 'high'] as const
