import type { ReviewRule } from '../review-rule.ts'

/** Changes that nobody asked for, as the analysis of the session saw them. */
export const scopeDrift: ReviewRule = {
  id: 'scope_drift',
  title: 'Changes outside the request',
  description: 'The prompt named what to work on, and files elsewhere were changed; by the detector of the same name.',
  category: 'process',
  severity: 'low',
  recommendation: 'Ask why these files changed; move what was not asked for to a change of its own.',
  confidence: 0.7,
  check(view) {
    return (view.summary?.findings ?? [])
      .filter(({ id }) => id === 'scope_drift')
      .map(({ detail, events, session_id, severity }) => ({
        message: sentence(detail),
        events: { sessionId: session_id ?? view.summary?.session.id ?? null, eventIds: events },
        subject: detail,
        severity: severity === 'info' ? ('low' as const) : ('medium' as const),
      }))
  },
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
