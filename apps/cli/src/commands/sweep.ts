import type { Command } from '../command.ts'

/** The worker that hooks start in the background. */
export const sweep: Command = {
  name: 'sweep',
  hidden: true,
  summary: 'Finish sessions that have ended: projections, archive, webhook',
  arguments: [{ name: 'folder', description: 'Session folders to look at beside those at work', many: true }],
  options: {
    all: { type: 'flag', description: 'Look at every session that has hook events' },
    once: { type: 'flag', description: 'One look, without waiting for sessions that have just ended' },
    settled: { type: 'flag', description: 'Take for granted that agents have written their last lines' },
    idle: { type: 'number', description: 'Minutes without an event after which a session is over; default 30' },
  },
  run: async (context, input) => (await import('../finalise/run-sweep.ts')).runSweep(context, input),
}
