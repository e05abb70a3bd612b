import type { Session } from '@ses/model'
import { checkRunsOf } from '../check-runs.ts'
import type { Detector } from '../detector.ts'
import { counted, listed } from '../quote.ts'
import type { CallView } from '../session-view.ts'
import { changesCode } from '../tool-call-class.ts'

/** Code left unverified. */
export const noRetest: Detector = {
  id: 'no_retest',
  title: 'Not verified after the last edit',
  description: 'Source files were edited after the last test, build or run of the program, or nothing was ever run.',
  severity: 'warning',
  advice: 'Run the tests or the build after the last edit, before you say that you are done.',
  unit: 'edits',
  thresholds: {
    no_retest_edits: { default: 1, description: 'Unverified edits of source files from which it is reported.' },
  },
  detect(view, context) {
    // A sub-agent's edits are verified by the session that sent it.
    if (view.session.parent !== undefined || !view.callsTold || endsInterrupted(view.session)) return []
    const children = new Map(view.session.children.map((child) => [child.id, child]))
    let unverified: CallView[] = []
    let verified = false
    for (const call of view.calls) {
      const child = children.get(call.event.childId ?? '')
      if (editsSource(call)) unverified.push(call)
      if (verifies(call) || child?.events.some((event) => event.type === 'tool' && runsCode(event))) {
        unverified = []
        verified = true
      }
    }
    if (unverified.length < context.threshold('no_retest_edits')) return []
    const files = [...new Set(unverified.flatMap(sourceFiles))]
    const when = verified ? 'after the last test or build' : 'and nothing was run to verify it'
    return [
      {
        events: unverified.map((call) => call.event.id),
        detail: `${counted(unverified.length, 'edit')} of ${listed(files)} ${when}`,
        count: unverified.length,
      },
    ]
  },
}

function sourceFiles(call: CallView): string[] {
  return call.event.outcome === 'ok' ? call.event.files.filter(changesCode).map((touch) => touch.path) : []
}

function editsSource(call: CallView): boolean {
  return sourceFiles(call).length > 0
}

function verifies({ event }: CallView): boolean {
  if (event.outcome === 'denied' || event.outcome === 'pending') return false
  return (
    runsCode(event) ||
    (event.action === 'mcp' && /test|browser|playwright|puppeteer|diagnostic|build/i.test(event.name))
  )
}

function runsCode(event: CallView['event']): boolean {
  if (checkRunsOf(event).some(({ kind }) => kind === 'test' || kind === 'build' || kind === 'typecheck')) return true
  return event.outcome !== 'denied' && (event.commandKinds?.includes('run') ?? false)
}

/** The agent did not get to it. */
function endsInterrupted({ events }: Session): boolean {
  const last = events.findLast((event) => event.type !== 'context' && event.type !== 'thinking')
  if (last?.type === 'lifecycle') return last.phase === 'interrupt' || last.phase === 'api_error'
  return last?.type === 'prompt' || (last?.type === 'tool' && last.outcome !== 'ok')
}
