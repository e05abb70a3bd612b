import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Factory's droid: the session's rows, and the settings file beside it, which alone holds the tokens. */
export const droid: Agent = {
  id: 'droid',
  title: 'Factory Droid',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    open,
  },
}
