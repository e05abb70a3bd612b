/** Every view of the page by name, with its address and a text that stands in it once its data is there. */
export const views: readonly (readonly [name: string, address: string, text: string])[] = [
  ['overview', '#/', 'Recent sessions'],
  ['sessions', '#/sessions', '10,000 sessions'],
  ['session', '#/sessions/5e55-000005', 'What the agent said'],
  ['session-files', '#/sessions/5e55-000005/files', 'History of the file'],
  ['session-cost', '#/sessions/5e55-000005/cost', 'Cache write'],
  ['session-children', '#/sessions/5e55-000005/children', 'agent-9b02'],
  ['session-checkpoints', '#/sessions/5e55-000005/checkpoints', 'Before the upgrade'],
  ['session-review', '#/sessions/5e55-000005/review', 'An endless upload never expires'],
  ['session-summary', '#/sessions/5e55-000005/summary', 'What was done'],
  ['patterns', '#/patterns', 'Repeated a failing command'],
  ['models', '#/models', 'claude-opus-4-5'],
  ['files', '#/files', 'invoice.ts'],
  ['file-history', '#/files?path=src%2Fauth%2Fsession.ts', 'As a list of sessions'],
  ['search', '#/search?q=upload', '64 sessions found'],
  ['budgets', '#/budgets', 'over the limit'],
  ['settings', '#/settings', 'Effective configuration'],
]
