import type { Detector, Observation } from '../detector.ts'
import { stemOf } from '../paths.ts'
import { counted, listed } from '../quote.ts'
import type { CallView, SessionView } from '../session-view.ts'

/** Independent reads made one by one. */
export const missedParallelism: Detector = {
  id: 'missed_parallelism',
  title: 'Reads one by one',
  description: 'Several reads in a row, none needing another’s result, were each asked for in a response of their own.',
  severity: 'info',
  advice: 'Ask for files you know you need in one response; calls of one response run in parallel.',
  unit: 'reads',
  thresholds: {
    missed_parallelism_reads: { default: 4, description: 'Independent reads in a row from which it is reported.' },
  },
  detect(view, context) {
    const least = context.threshold('missed_parallelism_reads')
    return singleReads(view)
      .filter((run) => run.length >= least)
      .flatMap(independentRuns)
      .filter((run) => run.length >= least)
      .map(observe)
  },
}

/** Runs of successful reads, each alone in its response, with no other call and no human prompt between. */
function singleReads({ calls }: SessionView): CallView[][] {
  const runs: CallView[][] = []
  let run: CallView[] = []
  for (const [order, call] of calls.entries()) {
    const alone = calls[order - 1]?.batch !== call.batch && calls[order + 1]?.batch !== call.batch
    const continues = run.length > 0 && run.at(-1)?.turn === call.turn
    if (alone && call.event.responseId !== undefined && onlyReads(call)) {
      if (!continues) {
        run = []
        runs.push(run)
      }
      run.push(call)
    } else run = []
  }
  return runs
}

function onlyReads({ event }: CallView): boolean {
  if (event.outcome !== 'ok' || pathsRead(event.files).length === 0) return false
  return event.action === 'read' || (event.action === 'shell' && event.commandKinds?.join() === 'read')
}

function pathsRead(files: CallView['event']['files']): string[] {
  return files.filter((touch) => touch.operation === 'read').map((touch) => touch.path)
}

/** Cuts a run where a file was named by, or is the same as, one read since the last cut. */
function independentRuns(run: readonly CallView[]): CallView[][] {
  const parts: CallView[][] = []
  let part: CallView[] = []
  let words = new Set<string>()
  let paths = new Set<string>()
  for (const call of run) {
    const read = pathsRead(call.event.files)
    if (part.length === 0 || read.some((path) => paths.has(path) || words.has(stemOf(path)))) {
      part = []
      parts.push(part)
      words = new Set()
      paths = new Set()
    }
    part.push(call)
    for (const path of read) paths.add(path)
    for (const [word] of call.event.output?.matchAll(/[\w@+-]+(?:\.[\w@+-]+)*/g) ?? []) {
      words.add(word)
      words.add(stemOf(word))
    }
  }
  return parts
}

function observe(run: readonly CallView[]): Observation {
  const events = run.map((call) => call.event.id)
  const names = run.flatMap((call) => pathsRead(call.event.files)).map((path) => path.slice(path.lastIndexOf('/') + 1))
  return {
    events,
    detail: `${counted(run.length, 'read')} in ${run.length} responses could have been one: ${listed(names)}`,
    count: run.length - 1,
    wasted: events.slice(1),
  }
}
