import type { ModelResponse, SessionEvent } from '@ses/model'
import { contextWindowOf } from '../context-window.ts'
import type { Detector } from '../detector.ts'
import { counted } from '../quote.ts'
import type { SessionView } from '../session-view.ts'

/** Working at the edge of the context window. */
export const contextPressure: Detector = {
  id: 'context_pressure',
  title: 'Context pressure',
  description:
    'The history was compacted, in the middle of a task or by itself, or the context window was nearly full.',
  severity: 'info',
  advice: 'Split long work into sessions, send broad searches to sub-agents, and read parts of large files.',
  unit: 'turns',
  thresholds: {
    context_pressure_share: {
      default: 0.9,
      description: 'Share of the context window above which it is nearly full, 0 to 1.',
    },
    context_pressure_window: {
      default: 0,
      description:
        'Context window in tokens; 0 tells it from the model, and says nothing where the model is not known.',
    },
  },
  detect(view, context) {
    const { events } = view.session
    const first = events.findIndex((event) => event.type === 'tool' || event.type === 'reply')
    // One that precedes all work was made in another transcript.
    const compactions = events.flatMap((event, position) =>
      event.type === 'compaction' && first >= 0 && position > first ? [{ event, position }] : [],
    )
    const midTask = compactions.filter(({ position }) => isMidTask(events, position))
    const forced = compactions.filter((each) => each.event.trigger !== 'manual' || midTask.includes(each))
    if (forced.length > 0) {
      const middle = midTask.length > 0 ? `, ${midTask.length} of them in the middle of a task` : ''
      const severity = midTask.length > 1 ? ('warning' as const) : ('info' as const)
      const detail = `the context was compacted ${counted(forced.length, 'time')}${middle}`
      return [{ events: forced.map(({ event }) => event.id), detail, count: forced.length, severity }]
    }
    const fullest = fullestResponse(view)
    if (fullest === undefined) return []
    const window = context.threshold('context_pressure_window') || contextWindowOf(fullest.response.model)
    if (window === undefined) return []
    const share = contextOf(fullest.response) / window
    if (share <= context.threshold('context_pressure_share') || share > 1) return []
    return [{ events: [fullest.event], detail: `the context was ${Math.round(share * 100)} % full`, count: 1 }]
  },
}

/** The agent worked on after it without being asked anew. */
function isMidTask(events: readonly SessionEvent[], position: number): boolean {
  const next = events
    .slice(position + 1, position + 50)
    .find((event) => event.type === 'prompt' || event.type === 'tool')
  const before = events
    .slice(Math.max(0, position - 50), position)
    .findLast((event) => event.type === 'prompt' || event.type === 'tool')
  return next?.type === 'tool' && before?.type === 'tool'
}

function contextOf({ usage }: ModelResponse): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
}

function fullestResponse(view: SessionView): { event: string; response: ModelResponse } | undefined {
  let fullest: { event: string; response: ModelResponse } | undefined
  for (const event of view.session.events) {
    if (!('responseId' in event) || event.responseId === undefined) continue
    const response = view.responses.get(event.responseId)
    if (response !== undefined && (fullest === undefined || contextOf(response) > contextOf(fullest.response))) {
      fullest = { event: event.id, response }
    }
  }
  return fullest
}
