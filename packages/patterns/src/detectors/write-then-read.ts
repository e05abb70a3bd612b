import type { Detector } from '../detector.ts'
import { ancestorsOf, directoryOf, isOutside, tidyPath } from '../paths.ts'
import { quote } from '../quote.ts'
import { type CallView, changedFiles } from '../session-view.ts'

/** Changing first, looking afterwards. */
export const writeThenRead: Detector = {
  id: 'write_then_read',
  title: 'Write before reading',
  description:
    'The first edit in a directory came before any read or search there, and the directory was read only afterwards.',
  severity: 'info',
  advice: 'Look at the neighbours and callers of a file before the first edit in its directory.',
  unit: 'edits',
  thresholds: {},
  detect(view) {
    if (view.resumed) return []
    /** Directories with a file read, and trees searched or listed. */
    const read = new Set<string>()
    const looked = new Set<string>()
    const blind = new Map<string, CallView>()
    const confirmed = new Map<string, readonly [CallView, CallView]>()
    const made = new Set<string>()
    for (const call of view.calls) {
      if (call.event.outcome !== 'ok') continue
      for (const touch of call.event.files) {
        const path = tidyPath(touch.path)
        if (touch.operation === 'read') {
          const directory = directoryOf(path)
          const wrote = blind.get(directory)
          if (wrote !== undefined && !made.has(path) && !confirmed.has(directory))
            confirmed.set(directory, [wrote, call])
          read.add(directory)
        } else if (touch.operation === 'search' || touch.operation === 'list') {
          looked.add(path)
          looked.add(directoryOf(path))
        }
      }
      // A shell command may look anywhere: a listing or search without paths covers the project.
      if (
        call.event.files.length === 0 &&
        (call.event.action === 'search' || call.event.action === 'list' || looksAround(call))
      ) {
        looked.add('')
      }
      for (const touch of changedFiles(call)) {
        const path = tidyPath(touch.path)
        const directory = directoryOf(path)
        if (!blind.has(directory) && !read.has(directory) && !ancestorsOf(directory).some((above) => looked.has(above)))
          blind.set(directory, call)
        made.add(path)
      }
    }
    return [...confirmed]
      .filter(([directory]) => !isOutside(directory))
      .map(([directory, [wrote, later]]) => ({
        events: [wrote.event.id, later.event.id],
        detail: `${quote(directory === '' ? '.' : directory)} was changed first and read only afterwards`,
        count: 1,
      }))
  },
}

function looksAround({ event }: CallView): boolean {
  return event.commandKinds?.some((kind) => kind === 'list' || kind === 'search' || kind === 'read') ?? false
}
