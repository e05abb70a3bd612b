import type { Command } from '../command.ts'

/** Whatever keeps sessions from being recorded, kept or sent. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Find what keeps sessions from being recorded, kept or sent; --fix repairs it',
  options: {
    fix: { type: 'flag', description: 'Repair what can be repaired without losing anything' },
    pseudonym: {
      type: 'text',
      description: 'Instead: which sessions, files and commits a masked secret reached; [masked:rule:ab12] or ab12',
    },
  },
  examples: [
    ['$0 doctor', 'what is wrong, why, and what to do; exit code 1 when something is'],
    ['$0 doctor --fix', 'repair it'],
    ['$0 doctor --pseudonym ab12', 'a credential has leaked: where it has been'],
  ],
  run: async (context, input) => (await import('../doctor/run-doctor.ts')).runDoctor(context, input),
}
