import type { TranscriptLocation } from '../../agent.ts'

/** Where Continue keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  {
    base: 'home',
    glob: '.continue/sessions/*.json',
    except: ['sessions.json'],
    env: [{ name: 'CONTINUE_GLOBAL_DIR', replaces: '.continue' }],
  },
]
