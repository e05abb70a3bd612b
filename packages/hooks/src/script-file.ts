import { SesError } from '@ses/model'
import { agentOfLine, type HookCommand } from './hook-command.ts'
import type { HookFile } from './registration.ts'

/** A file that is ours from the first byte to the last. */
export interface ScriptFile {
  readonly agent: string
  /** The events that it hands on. */
  readonly events: readonly string[]
  readonly write: (command: HookCommand) => string
  /** The bundled program that a text starts first. */
  readonly scriptOf: (text: string) => string | undefined
}

/** What `HookFile` says of a file that is written whole. A file of that name without a line of ours is somebody else's and stays as it is. */
export function scriptFile({
  agent,
  events,
  write,
  scriptOf,
}: ScriptFile): Pick<HookFile, 'register' | 'unregister' | 'inspect'> {
  const lineOf = (text: string): string | undefined => text.split('\n').find((line) => agentOfLine(line) === agent)
  return {
    register: (text, command) => {
      if (text !== undefined && lineOf(text) === undefined) {
        throw new SesError('unsafe', 'a file of that name is there and is not from ses')
      }
      return write(command)
    },
    unregister: (text) => (lineOf(text) === undefined ? text : undefined),
    inspect: (text) => {
      const line = lineOf(text)
      if (line === undefined) return []
      const script = scriptOf(text)
      return events.map((event, group) => ({
        event,
        position: `${group}:0`,
        line,
        ...(script === undefined ? {} : { script }),
      }))
    },
  }
}
