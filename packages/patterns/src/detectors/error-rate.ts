import type { Detector } from '../detector.ts'
import { counted } from '../quote.ts'

/** Too many calls failed. */
export const errorRate: Detector = {
  id: 'error_rate',
  title: 'High error rate',
  description:
    'A large share of the tool calls ended in a tool error; searches without a match and failing tests do not count.',
  severity: 'concern',
  advice:
    'Check that paths, arguments and working directory exist before a call, and read an error before the next attempt.',
  unit: 'calls',
  thresholds: {
    error_rate_concern: { default: 0.15, description: 'Share of failed calls above which it is reported, 0 to 1.' },
    error_rate_calls: { default: 5, description: 'Calls a session must have for a rate to mean anything.' },
  },
  detect({ calls }, context) {
    if (calls.length < context.threshold('error_rate_calls')) return []
    const failed = calls.filter((call) => call.failed).map((call) => call.event.id)
    const rate = failed.length / calls.length
    if (failed.length === 0 || rate <= context.threshold('error_rate_concern')) return []
    const detail = `${failed.length} of ${counted(calls.length, 'call')} failed (${(rate * 100).toFixed(1)} %)`
    return [{ events: failed, detail, count: failed.length, wasted: failed }]
  },
}
