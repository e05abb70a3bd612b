import type { TimelineEntry } from '@ses/schema'

export type Kind = 'all' | 'prompts' | 'tools' | 'errors' | 'findings'

/** What the timeline can be narrowed to. */
export const kinds: readonly (readonly [Kind, string])[] = [
  ['all', 'All'],
  ['prompts', 'Prompts'],
  ['tools', 'Tools'],
  ['errors', 'Errors'],
  ['findings', 'Findings'],
]

/** Whether an event is of a kind. */
export function ofKind(entry: TimelineEntry, kind: Kind): boolean {
  switch (kind) {
    case 'all':
      return true
    case 'prompts':
      return entry.type === 'prompt'
    case 'tools':
      return entry.type === 'tool'
    case 'errors':
      return entry.outcome === 'error' || entry.outcome === 'denied' || entry.outcome === 'interrupted'
    case 'findings':
      return (entry.findings?.length ?? 0) > 0
  }
}
