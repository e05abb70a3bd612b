import type { Detector, Observation } from '../detector.ts'
import { ancestorsOf, tidyPath } from '../paths.ts'
import { quote } from '../quote.ts'
import { type CallView, changedFiles } from '../session-view.ts'
import { isSearch } from '../tool-call-class.ts'

/** The same search again although nothing it could have found has changed. */
export const repeatedSearches: Detector = {
  id: 'repeated_searches',
  title: 'Repeated searches',
  description: 'The same search was run again with no change to the searched files in between.',
  severity: 'warning',
  advice: 'Reuse the result of a search you have already run; search again only after the searched files have changed.',
  unit: 'searches',
  thresholds: {
    repeated_searches_times: { default: 2, description: 'Runs of one search from which it is reported.' },
  },
  detect(view, context) {
    const times = context.threshold('repeated_searches_times')
    const chains = new Map<string, CallView[]>()
    const finished: CallView[][] = []
    const changes = new Changes()
    let position = 0
    for (const call of view.calls) {
      // What a compaction dropped may be looked up again.
      for (; position < call.position; position++) {
        if (view.session.events[position]?.type === 'compaction') changes.everything(call.order)
      }
      changes.record(call)
      if (!isSearch(call.event) || call.event.outcome !== 'ok') continue
      const key = keyOf(call)
      const chain = chains.get(key)
      const last = chain?.at(-1)
      if (chain === undefined || last === undefined || outputsDiffer(last, call) || changes.since(last)) {
        const fresh = [call]
        chains.set(key, fresh)
        finished.push(fresh)
      } else chain.push(call)
    }
    return finished.filter((chain) => chain.length >= times).map(observe)
  },
}

function observe(chain: readonly CallView[]): Observation {
  const [first, ...again] = chain.map((call) => call.event)
  const what = first?.command ?? first?.input ?? first?.name ?? ''
  return {
    events: chain.map((call) => call.event.id),
    detail: `${first?.name} ${quote(what)} was run ${chain.length} times`,
    count: again.length,
    wasted: again.map((call) => call.id),
  }
}

function keyOf({ event }: CallView): string {
  const searched = event.files.slice(0, 50).map((touch) => touch.path)
  if (event.command === undefined) return JSON.stringify([event.name, event.input ?? '', searched])
  // What a shell call's arguments say beside the command is a description, except for the directory.
  const directory = /"(?:workdir|cwd|dir_path|directory)":"(?:[^"\\]|\\.)*"/.exec(event.input ?? '')?.[0] ?? ''
  return JSON.stringify([event.name, event.command.trim(), directory, searched])
}

/** Different results show that the searched files changed by a way not recorded. */
function outputsDiffer(a: CallView, b: CallView): boolean {
  return a.event.output !== b.event.output || a.event.outputLength !== b.event.outputLength
}

/** Remembers when each directory last changed. */
class Changes {
  readonly #last = new Map<string, number>()

  record(call: CallView): void {
    if (mayChangeAnything(call)) this.everything(call.order)
    for (const touch of changedFiles(call)) {
      for (const path of [touch.path, ...(touch.to === undefined ? [] : [touch.to])]) {
        for (const directory of ancestorsOf(tidyPath(path))) this.#last.set(directory, call.order)
      }
    }
  }

  everything(order: number): void {
    this.#last.set('*', order)
  }

  since(search: CallView): boolean {
    const touched = search.event.files.map((touch) => tidyPath(touch.path))
    const searched = touched.length === 0 || search.event.action === 'shell' ? ['', ...touched] : touched
    return ['*', ...searched].some((path) => (this.#last.get(path) ?? -1) > search.order)
  }
}

function mayChangeAnything({ event }: CallView): boolean {
  if (event.action === 'subagent') return true
  if (event.action !== 'shell') return false
  const harmless = new Set(['search', 'read', 'list', 'test', 'lint', 'typecheck', 'process', 'network'])
  return (event.commandKinds ?? []).some(
    (kind) => !harmless.has(kind) && (kind !== 'git' || changesTree(event.command)),
  )
}

function changesTree(command = ''): boolean {
  return /\bgit\b[^|;&\n]{0,80}\b(?:checkout|switch|pull|merge|rebase|reset|restore|stash|apply|am|cherry-pick|revert|clone|mv|rm|clean|worktree|submodule)\b/.test(
    command,
  )
}
