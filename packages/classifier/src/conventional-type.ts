/** The types of Conventional Commits that the linear model tells apart; `revert` has no type of its own. */
export type ConventionalType =
  | 'feat'
  | 'fix'
  | 'docs'
  | 'refactor'
  | 'test'
  | 'ci'
  | 'build'
  | 'style'
  | 'perf'
  | 'chore'

/** In the order of the model's classes. */
export const conventionalTypes: readonly ConventionalType[] = [
  'feat',
  'fix',
  'docs',
  'refactor',
  'test',
  'ci',
  'build',
  'style',
  'perf',
  'chore',
]
