import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Holds `.gemini` as the home directory does. */
const HOME = [{ name: 'GEMINI_CLI_HOME', replaces: '' }]

/** Gemini CLI of Google, versions 0.1 to 0.61. */
export const geminiCli: Agent = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.gemini/tmp/*/chats/*.jsonl', env: HOME },
      { base: 'home', glob: '.gemini/tmp/*/chats/*.json', env: HOME },
      { base: 'home', glob: '.gemini/tmp/*/chats/*/*.jsonl', env: HOME },
    ],
    recognise,
    open,
  },
}
