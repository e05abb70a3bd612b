/** What kind of work a session, a turn or a commit was. */
export type SessionType =
  | 'bugfix'
  | 'feature'
  | 'refactor'
  | 'debug'
  | 'test'
  | 'docs'
  | 'devops'
  | 'upgrade'
  | 'config'
  | 'style'
  | 'security'
  | 'perf'

/** All types, in the order used wherever they are listed. */
export const sessionTypes: readonly SessionType[] = [
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
]
