import { fileCategory } from '@ses/model'
import type { Detector, DetectorContext, Observation } from '../detector.ts'
import { quote } from '../quote.ts'
import type { CallView, TouchView } from '../session-view.ts'

/** Rewriting the same lines over and over. */
export const editChurn: Detector = {
  id: 'edit_churn',
  title: 'Edit churn',
  description:
    'One region of a file was edited again and again within one prompt, each edit replacing lines of an earlier one.',
  severity: 'warning',
  advice: 'Before the third edit of the same lines, stop and work out the intended result in full.',
  unit: 'edits',
  thresholds: { edit_churn_times: { default: 4, description: 'Edits of one region from which it is reported.' } },
  detect(view, context) {
    return [...view.files]
      .filter(([path, touches]) => touches.length >= context.threshold('edit_churn_times') && isCode(path))
      .flatMap(([path, touches]) => churnOf(path, touches, context))
      .sort((a, b) => a.order - b.order)
      .map(({ observation }) => observation)
  },
}

function isCode(path: string): boolean {
  const category = fileCategory(path)
  return category !== 'docs' && category !== 'generated'
}

interface Churn {
  readonly order: number
  readonly observation: Observation
}

interface Region {
  readonly turn: number
  readonly calls: CallView[]
}

function churnOf(path: string, touches: readonly TouchView[], context: DetectorContext): Churn[] {
  const least = context.threshold('edit_churn_times')
  return regionsOf(touches)
    .filter((region) => region.calls.length >= least)
    .map(({ calls }) => {
      const events = calls.map((call) => call.event.id)
      const detail = `the same lines of ${quote(path)} were edited ${calls.length} times`
      return {
        order: calls[0]?.order ?? 0,
        observation: { events, detail, count: calls.length - 1, wasted: events.slice(1, -1) },
      }
    })
}

/** Groups edits by the lines they put in and later took out again; edits that a new prompt asked for start anew. */
function regionsOf(touches: readonly TouchView[]): Region[] {
  const regions: Region[] = []
  const regionOfLine = new Map<string, Region>()
  for (const each of touches) {
    const { call, touch } = each
    if (touch.operation !== 'edit' || call.event.outcome !== 'ok') continue
    const { lines } = each
    if (lines === undefined) continue
    let region = lines.removed.map((line) => regionOfLine.get(line)).find((known) => known?.turn === call.turn)
    if (region === undefined) {
      region = { turn: call.turn, calls: [] }
      regions.push(region)
    }
    if (region.calls.at(-1) !== call) region.calls.push(call)
    for (const line of lines.added) regionOfLine.set(line, region)
  }
  return regions
}
