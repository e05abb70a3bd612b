import { fileCategory } from '@ses/model'
import type { Detector } from '../detector.ts'
import { ancestorsOf, baseName, directoryOf, isOutside, stemOf, tidyPath } from '../paths.ts'
import { listed } from '../quote.ts'
import { riskAreaOf, riskAreas } from '../risk-area.ts'
import { type CallView, changedFiles, type SessionView, type TurnView } from '../session-view.ts'

/** Changing what nobody asked to be changed. */
export const scopeDrift: Detector = {
  id: 'scope_drift',
  title: 'Changes outside the request',
  description:
    'The prompt named what to work on, and files elsewhere were changed; risky ones (auth, migrations, CI, secrets) weigh more.',
  severity: 'warning',
  advice: 'Change only what the request names; propose other changes, above all risky ones, before making them.',
  unit: 'edits',
  thresholds: {
    scope_drift_weight: { default: 3, description: 'Weight of the files outside from which a prompt is reported.' },
    scope_drift_risky: { default: 3, description: 'Weight of a risky file; any other weighs 1.' },
  },
  detect(view, context) {
    const least = context.threshold('scope_drift_weight')
    const risky = context.threshold('scope_drift_risky')
    const scope = new Scope()
    return view.turns.flatMap((turn) => {
      for (const prompt of [turn.prompt, ...turn.queued]) if (prompt !== undefined) scope.widen(prompt.text)
      // A prompt answers what the agent proposed last.
      const proposal = view.turns[turn.index - 1]?.replies.at(-1)
      if (proposal !== undefined) scope.widen(proposal.event.text)
      const outside = filesOutside(turn, scope, view)
      const weight = outside.reduce((sum, { area }) => sum + (area === undefined ? 1 : risky), 0)
      if (outside.length === 0 || weight < least) return []
      const calls = [...new Set(outside.flatMap(({ calls }) => calls))].sort((a, b) => a.order - b.order)
      const areas = [...new Set(outside.flatMap(({ area }) => area ?? []))]
      const names = listed(outside.map(({ path }) => path))
      const detail = `changed outside the request: ${names}${areas.length === 0 ? '' : ` (${areas.join(', ')})`}`
      const severity = areas.length === 0 ? ('info' as const) : ('warning' as const)
      return [{ events: calls.map((call) => call.event.id), detail, count: calls.length, severity }]
    })
  },
}

interface Outside {
  readonly path: string
  readonly area: string | undefined
  readonly calls: readonly CallView[]
}

/** What the prompts so far have asked for. */
class Scope {
  readonly #words = new Set<string>()
  readonly #areas = new Set<string>()
  #unread: string[] = []

  /** Takes in a text; it is read when a turn with edits asks. */
  widen(text: string): void {
    this.#unread.push(text)
  }

  read(): void {
    for (const text of this.#unread) {
      for (const [word] of text.toLowerCase().matchAll(/[\w-]+(?:\.[\w-]+)*/g)) this.#words.add(word)
      for (const area of riskAreas) if (!this.#areas.has(area.id) && area.asked.test(text)) this.#areas.add(area.id)
    }
    this.#unread = []
  }

  /** True when a prompt named the file, or a directory that holds it. */
  names(path: string): boolean {
    const segments = path.toLowerCase().split('/')
    const file = segments.pop() ?? ''
    if (this.#words.has(file) || (stemOf(file).length > 3 && this.#words.has(stemOf(file)))) return true
    return segments.some((segment) => segment.length > 3 && !COMMON.has(segment) && this.#words.has(segment))
  }

  /** True when a prompt named exactly this file. */
  namesFile(path: string): boolean {
    const file = baseName(path).toLowerCase()
    return file.includes('.') && this.#words.has(file)
  }

  asksFor(area: string): boolean {
    return this.#areas.has(area)
  }
}

function filesOutside(turn: TurnView, scope: Scope, view: SessionView): Outside[] {
  const edits = new Map<string, CallView[]>()
  for (const call of turn.calls) {
    for (const touch of changedFiles(call)) {
      const path = tidyPath(touch.path)
      const calls = edits.get(path)
      if (calls === undefined) edits.set(path, [call])
      else calls.push(call)
    }
  }
  if (edits.size === 0) return []
  scope.read()
  const named = [...edits.keys()].filter((path) => scope.names(path))
  // A prompt that names no file gave the agent the choice.
  if (edits.size === named.length || (named.length === 0 && !NAMES_A_FILE.test(turn.prompt?.text ?? ''))) return []
  // Only a prompt that names files by their names draws a line that ordinary files can be outside of.
  const exact = named.some((path) => scope.namesFile(path))
  const inside = new Set(named.flatMap((path) => [directoryOf(path), ...packageOf(path)]))
  const stems = new Set(named.map((path) => stemOf(path).toLowerCase()))
  return [...edits].flatMap(([path, calls]): Outside[] => {
    if (scope.names(path) || ancestorsOf(directoryOf(path)).some((above) => above !== '' && inside.has(above)))
      return []
    if (inside.has(directoryOf(path)) || isOutside(path) || view.createdInFamily.has(path)) return []
    const category = fileCategory(path)
    if (category !== 'source' && category !== 'config' && category !== 'ci' && category !== 'migration') return []
    if ([...stems].some((stem) => stem.length > 3 && baseName(path).toLowerCase().includes(stem))) return []
    const area = riskAreaOf(path)
    if (area === undefined && !exact) return []
    if (area !== undefined && scope.asksFor(area.id)) return []
    return [{ path, area: area?.id, calls }]
  })
}

/** `packages/x` and `apps/x` belong together as a whole. */
function packageOf(path: string): string[] {
  return /^(?:packages|apps|services|crates|libs|modules|plugins|cmd|internal)\/[^/]+/.exec(path)?.slice(0, 1) ?? []
}

/** A file name with an extension that is no domain, version or abbreviation. */
const NAMES_A_FILE =
  /\b[\w-]+\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|swift|php|cs|cpp|cc|c|h|hpp|vue|svelte|css|scss|html?|md|mdx|ya?ml|json|toml|sql|sh|txt)\b/i

const COMMON = new Set([
  'source',
  'main',
  'test',
  'tests',
  'utils',
  'common',
  'packages',
  'apps',
  'internal',
  'java',
  'python',
  'with',
  'from',
  'code',
])
