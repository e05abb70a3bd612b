import { fileCategory, type SessionEvent } from '@ses/model'
import type { Detector } from '../detector.ts'
import { counted } from '../quote.ts'

/** A secret went through the agent's hands. */
export const secretExposed: Detector = {
  id: 'secret_exposed',
  title: 'Secret in the session',
  description:
    'A secret appeared in a prompt, a tool input, a file or an output; told from the masks that replaced it.',
  severity: 'concern',
  advice:
    'Rotate the secret; refer to secrets by the name of an environment variable and never print files that hold them.',
  unit: 'calls',
  thresholds: {},
  detect({ session }) {
    const seen = new Map<string, { rule: string; places: Set<string>; events: string[] }>()
    for (const event of session.events) {
      for (const [place, text] of textsOf(event)) {
        for (const [mask, rule] of masksIn(text)) {
          const secret = seen.get(mask) ?? { rule, places: new Set(), events: [] }
          seen.set(mask, secret)
          secret.places.add(place)
          if (secret.events.at(-1) !== event.id) secret.events.push(event.id)
        }
      }
    }
    return [...seen.values()].map(({ rule, places, events }) => ({
      events,
      detail: `a secret (${rule}) appeared in ${[...places].join(', ')}, ${counted(events.length, 'event')}`,
      count: 1,
      ...([...places].every((place) => place === EXAMPLES) ? { severity: 'info' as const } : {}),
    }))
  },
}

/** Where made-up secrets are common. */
const EXAMPLES = 'a test or document'

const MASK = /\[masked:([a-z0-9_-]{1,64}):[0-9a-f]{4,64}\]/g

function masksIn(text: string | undefined): [mask: string, rule: string][] {
  if (text?.includes('[masked:') !== true) return []
  return [...text.matchAll(MASK)].map(([mask, rule = '']) => [mask, rule])
}

function textsOf(event: SessionEvent): [place: string, text: string | undefined][] {
  if (event.type === 'prompt') return [['a prompt', event.text]]
  if (event.type !== 'tool') return []
  return [
    ['a tool input', event.input],
    ['a command', event.command],
    ...event.files.flatMap(({ path, before, after }): [string, string | undefined][] => {
      const category = fileCategory(path)
      const place = category === 'test' || category === 'docs' ? EXAMPLES : 'a file'
      return before === undefined && after === undefined
        ? []
        : [
            [place, before],
            [place, after],
          ]
    }),
    ['an output', event.output],
  ]
}
