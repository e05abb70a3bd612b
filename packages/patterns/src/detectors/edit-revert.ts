import type { ChangedLines } from '../changed-lines.ts'
import type { Detector, Observation } from '../detector.ts'
import { quote } from '../quote.ts'
import type { CallView, TouchView } from '../session-view.ts'

/** Work taken back. */
export const editRevert: Detector = {
  id: 'edit_revert',
  title: 'Reverted edit',
  description: 'An edit put back what an earlier edit of the same prompt had replaced, and it stayed that way.',
  severity: 'info',
  advice: 'Check that an approach can work, by reading or a small experiment, before editing the code for it.',
  unit: 'edits',
  thresholds: {},
  detect(view) {
    return [...view.files]
      .filter(([, touches]) => touches.length > 1)
      .flatMap(([path, touches]) => revertsOf(path, touches))
      .sort((a, b) => a.order - b.order)
      .map(({ observation }) => observation)
  },
}

function revertsOf(path: string, touches: readonly TouchView[]): { order: number; observation: Observation }[] {
  /** Latest edit by what it changed: still in force unless taken back. */
  const made = new Map<string, CallView>()
  const reverts = new Map<string, readonly [CallView, CallView]>()
  for (const each of touches) {
    const { call, touch } = each
    if (touch.operation !== 'edit' || call.event.outcome !== 'ok') continue
    const { lines } = each
    if (lines === undefined || lines.removed.length + lines.added.length === 0) continue
    const forward = keyOf(lines.removed, lines.added)
    const backward = keyOf(lines.added, lines.removed)
    // Made once more: the earlier taking back did not stay.
    reverts.delete(forward)
    const earlier = made.get(backward)
    if (earlier !== undefined && earlier.turn === call.turn && earlier.batch !== call.batch && !isProbe(lines)) {
      reverts.set(backward, [earlier, call])
      made.delete(backward)
    } else made.set(forward, call)
  }
  return [...reverts.values()].map(([edit, revert]) => ({
    order: edit.order,
    observation: {
      events: [edit.event.id, revert.event.id],
      detail: `an edit of ${quote(path)} was taken back ${revert.order - edit.order} calls later`,
      count: 1,
      wasted: [edit.event.id, revert.event.id],
    },
  }))
}

function keyOf(removed: readonly string[], added: readonly string[]): string {
  return JSON.stringify([removed, added])
}

/** Logging put in to look at something is meant to be taken out. */
function isProbe({ removed, added }: ChangedLines): boolean {
  return added.length === 0 && removed.every((line) => PROBE.test(line))
}

const PROBE =
  /\b(?:console\.\w+|print(?:ln|f)?!?|log(?:ger)?(?:\.\w+)?|debug\w*|dbg!?|fmt\.Print\w*|echo|puts|var_dump|debugger|breakpoint|pdb)\b/i
