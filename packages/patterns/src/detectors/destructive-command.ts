import type { Danger } from '../dangers/danger.ts'
import { dangersIn, mayBeDangerous } from '../dangers/index.ts'
import type { Detector, Observation } from '../detector.ts'
import { quote } from '../quote.ts'

/** A command that can destroy what cannot be brought back. */
export const destructiveCommand: Detector = {
  id: 'destructive_command',
  title: 'Destructive command',
  description: 'A command was run that deletes, overwrites or exposes things beyond easy repair.',
  severity: 'concern',
  advice: 'Ask before running a command that cannot be undone, or choose a reversible one.',
  unit: 'shell_calls',
  thresholds: {},
  detect(view) {
    const commands = view.calls.map((call) => call.event.command ?? '')
    if (!commands.some(mayBeDangerous)) return []
    const made = new Set<string>()
    return view.calls.flatMap((call): Observation[] => {
      for (const touch of call.event.files) if (touch.operation === 'create') made.add(touch.path)
      const { command, outcome, id } = call.event
      if (command === undefined || outcome === 'denied') return []
      if (!mayBeDangerous(command) && !/\bmkdir\b|\bclone\b|\bworktree\b/.test(command)) return []
      const removed = call.event.files.filter((touch) => touch.operation === 'delete').map((touch) => touch.path)
      return dangersIn(command, call.shell, { cwd: view.session.cwd ?? '', made, removed }).map((danger) =>
        observe(danger, id, command),
      )
    })
  },
}

function observe(danger: Danger, event: string, command: string): Observation {
  return {
    events: [event],
    detail: `${danger.what}: ${quote(command)}`,
    count: 1,
    severity: danger.severity,
    advice: danger.instead,
  }
}
