import type { Agent } from '../../agent.ts'
import { isPiRow, openPiSession } from '../../pi-session.ts'
import { locations } from './locations.ts'
import { isOpenClawRow } from './recognise.ts'
import { tools } from './tools.ts'

/** OpenClaw (once Clawdbot and Moltbot), which writes the session format of Pi. */
export const openclaw: Agent = {
  id: 'openclaw',
  title: 'OpenClaw',
  tools,
  transcript: {
    locations,
    // Without a mark of its own a row looks like Pi's, so one mark must weigh more than a window of rows without.
    recognise: (row) => (isPiRow(row) ? (isOpenClawRow(row) ? 1 : 0.899) : 0),
    open: (options) => openPiSession('openclaw', tools, options),
  },
}
