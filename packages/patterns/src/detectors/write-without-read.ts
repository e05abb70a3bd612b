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
    if (view.resumed) return []
    const blind = [...view.files].flatMap(([path, touches]) => {
      const first = firstBlindEdit(path, touches, view)
      return first === undefined ? [] : [{ path, first }]
    })
    if (blind.length === 0) return []
    const seen = firstMentions(view, new Set(blind.map(({ path }) => baseName(path))))
    return blind
      .filter(({ path, first }) => (seen.get(baseName(path)) ?? seen.get('*') ?? Infinity) >= first.call.position)
      .filter(({ first }) => (seen.get('*') ?? Infinity) >= first.call.position)
      .sort((a, b) => a.first.call.order - b.first.call.order)
      .map(({ path, first }) => ({
        events: [first.call.event.id],
        detail: `${quote(path)} was edited but never read before`,
        count: 1,
      }))
  },
}

function firstBlindEdit(path: string, touches: readonly TouchView[], view: SessionView): TouchView | undefined {
  if (view.createdInFamily.has(path)) return undefined
  for (const { call, touch } of touches) {
    if (call.event.outcome !== 'ok') continue
    if (touch.operation === 'edit') return { call, touch }
    // A write may make a new file; with recorded earlier content it replaced one.
    if (touch.operation === 'write' && touch.before !== undefined && touch.before !== '') return { call, touch }
    if (touch.operation !== 'list' && touch.operation !== 'delete') return undefined
  }
  return undefined
}

/**
 * Position of the first event whose text may have shown the content of a file of that name; under `*` the first command whose
 * files cannot be told (`cat $f`, `head src/*`).
 */
function firstMentions(view: SessionView, names: ReadonlySet<string>): ReadonlyMap<string, number> {
  const mentions = new Map<string, number>()
  const note = (text: string | undefined, position: number): void => {
    for (const name of namesIn(text, names)) if (!mentions.has(name)) mentions.set(name, position)
  }
  for (const [position, event] of view.session.events.entries()) {
    if (event.type === 'prompt' || event.type === 'context') note(event.text, position)
    if (event.type !== 'tool' || event.outcome !== 'ok') continue
    const kinds = event.commandKinds ?? []
    if (event.action === 'shell') {
      if (kinds.every((kind) => kind === 'list' || kind === 'edit')) continue
      note(event.command, position)
      note(event.output, position)
      if (!mentions.has('*') && kinds.includes('read') && /[*$]/.test(event.command ?? '')) mentions.set('*', position)
    } else if (event.action === 'search') {
      for (const [, path] of event.output?.matchAll(/^([^\s:]+)[:-]\d+[:-]/gm) ?? []) note(path, position)
    } else if (event.action !== 'list' && event.action !== 'edit' && event.action !== 'write') {
      note(event.input, position)
      note(event.output, position)
    }
  }
  return mentions
}
