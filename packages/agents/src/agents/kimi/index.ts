import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Kimi Code of Moonshot AI (protocol 1.4), and the older Kimi CLI. */
export const kimi: Agent = {
  id: 'kimi',
  title: 'Kimi Code',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.kimi-code/sessions/*/*/agents/*/wire.jsonl' },
      { base: 'home', glob: '.kimi/sessions/*/*/wire.jsonl' },
    ],
    recognise,
    open,
  },
}
