import type { Detector, DetectorContext, Observation } from '../detector.ts'
import { counted, listed } from '../quote.ts'
import type { CallView, SessionView } from '../session-view.ts'

/** One error after another. */
export const errorStreak: Detector = {
  id: 'error_streak',
  title: 'Error streak',
  description: 'Several calls in a row ended in a tool error. Calls of one response count as one step.',
  severity: 'concern',
  advice: 'After two failed calls in a row stop and find the cause before trying again.',
  unit: 'calls',
  thresholds: { error_streak_length: { default: 3, description: 'Failed steps in a row from which it is reported.' } },
  detect(view, context) {
    return streaks(view, context).map(observe)
  },
}

function streaks({ calls }: SessionView, context: DetectorContext): CallView[][] {
  const length = context.threshold('error_streak_length')
  const found: CallView[][] = []
  let streak: CallView[] = []
  let steps = 0
  let at = 0
  const finish = (): void => {
    if (steps >= length) found.push(streak)
    streak = []
    steps = 0
  }
  while (at < calls.length) {
    const start = at
    while (at < calls.length && calls[at]?.batch === calls[start]?.batch) at += 1
    const step = calls.slice(start, at).filter(({ event }) => event.outcome === 'ok' || event.outcome === 'error')
    if (step.length === 0) continue
    if (step.every((call) => call.failed)) {
      streak.push(...step)
      steps += 1
    } else finish()
  }
  finish()
  return found
}

function observe(streak: readonly CallView[]): Observation {
  const events = streak.map((call) => call.event.id)
  const tools = [...new Set(streak.map((call) => call.event.name))]
  return {
    events,
    detail: `${counted(streak.length, 'call')} in a row failed: ${listed(tools)}`,
    count: events.length,
    wasted: events,
  }
}
