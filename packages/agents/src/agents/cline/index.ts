import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Cline: sessions of its command line since 3.0, and the task logs that the editor extensions Cline, Roo Code and Kilo Code share. */
export const cline: Agent = {
  id: 'cline',
  title: 'Cline',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    open,
  },
}
