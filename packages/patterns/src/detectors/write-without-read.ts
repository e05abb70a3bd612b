import type { ShellCommand, ToolCallEvent } from '@ses/model'
import type { Detector } from '../detector.ts'
import { namesIn } from '../mentions.ts'
import { baseName } from '../paths.ts'
import { quote } from '../quote.ts'
import type { SessionView, TouchView } from '../session-view.ts'

/** An existing file changed without having been looked at. */
export const writeWithoutRead: Detector = {
  id: 'write_without_read',
  title: 'Edit without reading',
  description: 'An existing file was edited that this session had neither read, searched with content, nor created.',
  severity: 'warning',
  advice: 'Read a file, or the part you are about to change, before editing it.',
  unit: 'edits',
  thresholds: {},
  detect(view) {
    if (view.resumed || !view.callsTold) return []
    const blind = [...view.files].flatMap(([path, touches]) => {
      const first = firstBlindEdit(path, touches, view)
      return first === undefined ? [] : [{ path, first }]
    })
    if (blind.length === 0) return []
    const seen = new SeenFiles(view, new Set(blind.map(({ path }) => baseName(path))))
    return blind
      .filter(({ path, first }) => !seen.before(first.call.position, path))
      .sort((a, b) => a.first.call.order - b.first.call.order)
      .map(({ path, first }) => ({
        events: [first.call.event.id],
        detail: `${quote(path)} was edited but never read before`,
        count: 1,
      }))
  },
}

/** Files that agents put into the context by themselves. */
const INJECTED = /(?:^|\/)(?:AGENTS|CLAUDE|CLAUDE\.local|GEMINI|QWEN|MEMORY)\.md$|(?:^|\/)\.cursorrules$/

function firstBlindEdit(path: string, touches: readonly TouchView[], view: SessionView): TouchView | undefined {
  if (view.createdInFamily.has(path) || INJECTED.test(path)) return undefined
  for (const each of touches) {
    const { call, touch } = each
    if (call.event.outcome !== 'ok') continue
    if (touch.operation === 'edit') return each
    // A write may make a new file; with recorded earlier content it replaced one.
    if (touch.operation === 'write' && touch.before !== undefined && touch.before !== '') return each
    if (touch.operation !== 'list' && touch.operation !== 'delete') return undefined
  }
  return undefined
}

/** Which files may have been seen by other ways than a recorded read, and since when. */
class SeenFiles {
  readonly #names: ReadonlySet<string>
  readonly #mentioned = new Map<string, number>()
  /** Beginnings of paths read by pattern (`head src/*`); empty where the files cannot be told (`cat $f`). */
  readonly #patterns: { readonly start: string; readonly position: number }[] = []

  constructor({ session, calls }: SessionView, names: ReadonlySet<string>) {
    this.#names = names
    for (const [position, event] of session.events.entries()) {
      if (event.type === 'prompt' || event.type === 'context') this.#note(event.text, position)
      else if (event.type === 'tool' && event.outcome === 'ok') this.#noteCall(event, position)
    }
    for (const call of calls) {
      if (!/[*$]|xargs|-exec/.test(call.event.command ?? '')) continue
      for (const start of call.shell.flatMap(patternsRead)) this.#patterns.push({ start, position: call.position })
    }
  }

  before(position: number, path: string): boolean {
    if ((this.#mentioned.get(baseName(path)) ?? Infinity) < position) return true
    return this.#patterns.some((pattern) => pattern.position < position && path.includes(pattern.start))
  }

  #note(text: string | undefined, position: number): void {
    for (const name of namesIn(text, this.#names)) {
      if (!this.#mentioned.has(name)) this.#mentioned.set(name, position)
    }
  }

  #noteCall(event: ToolCallEvent, position: number): void {
    if (event.action === 'shell') {
      if (!showsContent(event)) return
      this.#note(event.command, position)
      this.#note(event.output, position)
    } else if (event.action === 'search') {
      for (const [, path] of event.output?.matchAll(/^([^\s:]+)[:-]\d+[:-]/gm) ?? []) this.#note(path, position)
    } else if (event.action !== 'list' && event.action !== 'edit' && event.action !== 'write') {
      this.#note(event.input, position)
      this.#note(event.output, position)
    }
  }
}

const READERS = new Set(['cat', 'head', 'tail', 'less', 'more', 'bat', 'nl', 'sed', 'awk', 'xargs', 'find', 'fd'])

/** Beginnings of the paths that a reading command names by a pattern or variable. */
function patternsRead({ words }: ShellCommand): string[] {
  const [program = '', ...rest] = words
  if (!READERS.has(program)) return []
  if (program === 'xargs' || program === 'find' || program === 'fd') {
    return rest.some((word) => READERS.has(word)) ? [''] : []
  }
  const files = program === 'sed' || program === 'awk' ? rest.filter((word) => !word.startsWith('-')).slice(1) : rest
  return files.filter((word) => /[*$]/.test(word)).map((word) => word.replace(/[*$].*$/s, '').replace(/^(?:\.\/)+/, ''))
}

/** False for commands that show names at most: listings, `git status`, edits. */
function showsContent({ command = '', commandKinds: kinds = [] }: ToolCallEvent): boolean {
  const telling = kinds.filter((kind) => kind !== 'list' && kind !== 'edit' && kind !== 'process')
  if (telling.length !== 1 || telling[0] !== 'git') return telling.length > 0 || kinds.length === 0
  return /\bgit\b[^\n]{0,200}\b(?:diff|show|blame|grep|log|stash|apply)\b/.test(command)
}
