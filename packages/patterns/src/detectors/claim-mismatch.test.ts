import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { claimMismatch } from './claim-mismatch.ts'

const failing = { exitCode: 1, checks: [{ kind: 'test' as const, ok: false, passed: 3, failed: 1 }] }
const passing = { checks: [{ kind: 'test' as const, ok: true, passed: 4 }] }

function after(run: 'nothing' | 'failing' | 'passing', reply: string) {
  const builder = buildSession().prompt('Fix it').edit('src/a.ts')
  if (run !== 'nothing') builder.shell('npm test', run === 'failing' ? failing : passing)
  return builder.reply(reply).build()
}

describeDetector('claim_mismatch', (session) => detectPatterns(session, { detectors: [claimMismatch] }), {
  fires: {
    'tests are said to pass and were never run': [after('nothing', 'Done. All tests pass.'), ['e3']],
    'the last test run failed': [after('failing', '✅ All tests are passing now!'), ['e3', 'e4']],
    'a build is said to succeed and was never run': [after('nothing', 'The build succeeds.'), ['e3']],
    'a linter is said to be clean and was never run': [after('nothing', 'Lint is clean.'), ['e3']],
    'a commit is claimed and none was made': [after('passing', "I've committed the changes."), ['e4']],
    'a file is said to be verified and was never opened': [
      after('passing', 'I verified `src/other.ts` as well.'),
      ['e4'],
    ],
    'the claim stands in bold in a list': [after('failing', '- **Tests**: ✅\n- **All 4 tests pass**'), ['e3', 'e4']],
  },
  quiet: {
    'the tests passed': after('passing', 'All tests pass.'),
    'the agent is honest': after('failing', 'The tests do not pass yet. 1 test fails.'),
    'it is a plan, a condition or a wish': after(
      'nothing',
      'I will make sure all tests pass. If the tests pass, I commit. Tests should pass. Once the build succeeds we are done. Let me check that lint passes.',
    ),
    'it is a question or quoted': after(
      'nothing',
      'Do all tests pass? The file says "all tests pass" and\n> all tests pass\n```\nall tests pass\n```',
    ),
    'the words mean something else': after(
      'nothing',
      'The tests pass a mock client to the parser. Tests pass arguments by name.',
    ),
    'the number is that of a part that passed': after('failing', '3 tests pass.'),
    'the person said so': buildSession().prompt('All tests pass. Commit it.').reply('All tests pass.').build(),
    'a script ran whose checks cannot be told': buildSession()
      .edit('a.ts')
      .shell('./verify.sh')
      .reply('All tests pass.')
      .build(),
    'other runs may have built or linted too': after('passing', 'The build succeeds. Lint is clean.'),
    'a hook may have run on commit': buildSession()
      .shell('git commit -m x', { output: 'running pre-commit hooks' })
      .reply('Lint is clean.')
      .build(),
    'a sub-agent ran them': buildSession()
      .subagent('tester', (child) => child.shell('npm test', passing))
      .reply('All tests pass.')
      .build(),
    'the commit was made': buildSession()
      .shell('git commit -m x', { commits: [{ sha: 'abc1234' }] })
      .reply('Committed the changes.')
      .build(),
    'the verified file was read': buildSession().read('src/other.ts').reply('I verified `src/other.ts`.').build(),
    'the history is incomplete': buildSession().context('summary', 'so far').reply('All tests pass.').build(),
  },
})
