import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Qwen Code of Alibaba, versions 0.2 to 0.24. */
export const qwenCode: Agent = {
  id: 'qwen-code',
  title: 'Qwen Code',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    open,
  },
}
