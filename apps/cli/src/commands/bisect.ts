import type { Command } from '../command.ts'

/** Finds the turn that broke something. */
export const bisect: Command = {
  name: 'bisect',
  summary: 'Find the turn that broke a test, among the checkpoints',
  options: {
    run: { type: 'text', description: 'Command for your shell: 0 good, 125 cannot be tested, 1–127 bad, others stop' },
    session: {
      type: 'text',
      description: 'Only checkpoints of the session whose id begins like this; default: the latest',
    },
    from: { type: 'text', description: 'A checkpoint known to be good; default: the first' },
    to: { type: 'text', description: 'A checkpoint known to be bad; default: the last' },
    link: { type: 'text', description: 'Lend what is ignored to the tests: node_modules,.venv' },
    setup: { type: 'text', description: 'Command that is run before each test; when it fails, the test is skipped' },
    exhaustive: { type: 'flag', description: 'Test every checkpoint, so that a test that comes and goes is seen' },
    timeout: { type: 'number', description: 'Seconds after which a test counts as bad' },
  },
  examples: [
    ["ses bisect --run 'npm test' --link node_modules", 'which prompt of the latest session broke the tests'],
    ["ses bisect --run 'pytest -x' --from 3f2a9c --to latest", 'only between these two'],
  ],
  run: async (context, input) => (await import('../bisect/run-bisect.ts')).runBisect(context, input),
}
