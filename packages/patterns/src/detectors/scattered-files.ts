import { fileCategory } from '@ses/model'
import type { Detector } from '../detector.ts'
import { ancestorsOf, directoryOf, isOutside, tidyPath } from '../paths.ts'
import { listed } from '../quote.ts'
import { type CallView, changedFiles, type TurnView } from '../session-view.ts'

/** One request, edits all over the place. */
export const scatteredFiles: Detector = {
  id: 'scattered_files',
  title: 'Scattered edits',
  description: 'For one prompt, files were changed in many unrelated directories that the prompt does not name.',
  severity: 'info',
  advice: 'Keep a change to the directories that the request is about, and split wider changes.',
  unit: 'edits',
  thresholds: {
    scattered_files_directories: { default: 8, description: 'Unrelated directories above which it is reported.' },
  },
  detect({ turns }, context) {
    const most = context.threshold('scattered_files_directories')
    return turns.flatMap((turn) => {
      // Looking for mechanical changes reads the edited texts, so it comes second.
      if (unrelatedIn(editsByDirectory(turn, new Set())).length <= most) return []
      const edits = editsByDirectory(turn, mechanicalChanges(turn))
      const unrelated = unrelatedIn(edits)
      if (unrelated.length <= most) return []
      const calls = unrelated.flatMap((directory) => edits.get(directory) ?? [])
      const events = [...new Set(calls.sort((a, b) => a.order - b.order).map((call) => call.event.id))]
      const detail = `${unrelated.length} unrelated directories were changed for one prompt: ${listed(unrelated)}`
      return [{ events, detail, count: unrelated.length - most }]
    })
  },
}

function unrelatedIn(edits: ReadonlyMap<string, unknown>): string[] {
  return [...edits.keys()].filter((directory) => {
    const above = ancestorsOf(directory).slice(1)
    return !above.some((each) => edits.has(each))
  })
}

function editsByDirectory(turn: TurnView, mechanical: ReadonlySet<string>): Map<string, CallView[]> {
  const scope = turn.prompt?.text.toLowerCase() ?? ''
  const edits = new Map<string, CallView[]>()
  for (const call of turn.calls) {
    for (const touch of changedFiles(call)) {
      const path = tidyPath(touch.path)
      const directory = directoryOf(path)
      if (fileCategory(path) === 'generated' || touch.operation === 'rename' || isOutside(path)) continue
      if (mechanical.size > 0 && mechanical.has(changeKey(touch.before, touch.after))) continue
      const name = directory.slice(directory.lastIndexOf('/') + 1).toLowerCase()
      if (name.length > 2 && scope.includes(name)) continue
      const calls = edits.get(directory)
      if (calls === undefined) edits.set(directory, [call])
      else calls.push(call)
    }
  }
  return edits
}

/** Replacements made in the same way in at least three files. */
function mechanicalChanges(turn: TurnView): ReadonlySet<string> {
  const files = new Map<string, Set<string>>()
  for (const call of turn.calls) {
    for (const touch of call.event.files) {
      const key = changeKey(touch.before, touch.after)
      if (key === '') continue
      const paths = files.get(key)
      if (paths === undefined) files.set(key, new Set([touch.path]))
      else paths.add(touch.path)
    }
  }
  return new Set([...files].filter(([, paths]) => paths.size >= 3).map(([key]) => key))
}

/** The words that differ between the two texts; empty when either is unknown. */
function changeKey(before: string | undefined, after: string | undefined): string {
  if (before === undefined || after === undefined) return ''
  const old = before.match(/\w+/g) ?? []
  const next = after.match(/\w+/g) ?? []
  const removed = new Set(old)
  const added = new Set(next)
  const gone = [...removed].filter((word) => !added.has(word))
  const come = [...added].filter((word) => !removed.has(word))
  return gone.length + come.length === 0 || gone.length + come.length > 12
    ? ''
    : `${gone.join(' ')} > ${come.join(' ')}`
}
