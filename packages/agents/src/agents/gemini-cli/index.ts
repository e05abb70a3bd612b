import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Gemini CLI of Google, versions 0.1 to 0.61. */
export const geminiCli: Agent = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    open,
  },
}
