import type { ReviewRule } from '../review-rule.ts'

/** Commands that destroy, as the analysis of the session saw them. */
export const destructiveCommands: ReviewRule = {
  id: 'destructive_command',
  title: 'A destructive command was run',
  description:
    'Deleting, force-pushing, dropping or opening rights outside temporary places; by the detector of the same name. What it calls mere information, such as a push with a lease, is left alone.',
  category: 'process',
  severity: 'medium',
  recommendation: 'Check that nothing was lost that was not meant to be.',
  confidence: 0.85,
  check(view) {
    return (view.summary?.findings ?? [])
      .filter(({ id, severity }) => id === 'destructive_command' && severity !== 'info')
      .map(({ detail, events, session_id, severity }) => ({
        message: `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}${/[.!?]$/.test(detail) ? '' : '.'}`,
        events: { sessionId: session_id ?? view.summary?.session.id ?? null, eventIds: events },
        subject: detail,
        severity: severity === 'warning' ? ('low' as const) : ('medium' as const),
      }))
  },
}
