import type { TranscriptLocation } from '../../agent.ts'

const DATA = [
  { name: 'CLINE_DATA_DIR', replaces: '.cline/data' },
  { name: 'CLINE_DIR', replaces: '.cline' },
]
const EXTENSIONS = ['saoudrizwan.claude-dev', 'rooveterinaryinc.roo-cline', 'kilocode.kilo-code']
const EDITORS = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf']

/** Where Cline keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
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
]
