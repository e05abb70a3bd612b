import type { Agent } from '../../agent.ts'
import { isPiRow, openPiSession } from '../../pi-session.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'

/** Pi, session format versions 1 to 3. */
export const pi: Agent = {
  id: 'pi',
  title: 'Pi',
  tools,
  transcript: {
    locations,
    recognise: (row) => (isPiRow(row) ? 0.9 : 0),
    open: (options) => openPiSession('pi', tools, options),
  },
}
