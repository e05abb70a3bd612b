import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

const DATA = [
  { name: 'CLINE_DATA_DIR', replaces: '.cline/data' },
  { name: 'CLINE_DIR', replaces: '.cline' },
]
const EXTENSIONS = ['saoudrizwan.claude-dev', 'rooveterinaryinc.roo-cline', 'kilocode.kilo-code']
const EDITORS = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf']

/** Cline: sessions of its command line since 3.0, and the task logs that the editor extensions Cline, Roo Code and Kilo Code share. */
export const cline: Agent = {
  id: 'cline',
  title: 'Cline',
  tools,
  transcript: {
    locations: [
      {
        base: 'home',
        glob: '.cline/data/sessions/*/*.json',
        env: [{ name: 'CLINE_SESSION_DATA_DIR', replaces: '.cline/data/sessions' }, ...DATA],
      },
      { base: 'home', glob: '.cline/data/tasks/*/ui_messages.json', env: DATA },
      ...EXTENSIONS.flatMap((extension) => [
        ...EDITORS.map((editor) => ({
          base: 'config' as const,
          glob: `${editor}/User/globalStorage/${extension}/tasks/*/ui_messages.json`,
        })),
        { base: 'home' as const, glob: `.vscode-server/data/User/globalStorage/${extension}/tasks/*/ui_messages.json` },
      ]),
    ],
    recognise,
    open,
  },
}
