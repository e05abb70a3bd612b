import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Cline: sessions of its command line since 3.0, and the task logs that the editor extensions Cline, Roo Code and Kilo Code share. */
export const cline: Agent = {
  id: 'cline',
  title: 'Cline',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.cline/data/sessions/*/*.json', env: 'CLINE_DIR' },
      { base: 'home', glob: '.cline/data/tasks/*/ui_messages.json', env: 'CLINE_DIR' },
      ...['saoudrizwan.claude-dev', 'rooveterinaryinc.roo-cline', 'kilocode.kilo-code'].map((extension) => ({
        base: 'config' as const,
        glob: `Code/User/globalStorage/${extension}/tasks/*/ui_messages.json`,
      })),
    ],
    recognise,
    open,
  },
}
