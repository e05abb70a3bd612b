import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { failingChecks } from './failing-checks.ts'

type Run = readonly [command: string, ok: boolean | undefined]
const failing = (...runs: readonly Run[]): string[] => {
  const session = buildSession().prompt('Go')
  for (const [command, ok] of runs) {
    session.shell(command, {
      exitCode: ok === false ? 1 : 0,
      checks: [{ kind: /lint/.test(command) ? 'lint' : 'test', ...(ok === undefined ? {} : { ok }) }],
    })
  }
  return failingChecks(session.build()).map(
    ({ run, since }) => `${run.command}${since === undefined ? '' : ` (${since})`}`,
  )
}

describe('checks that fail at the end', () => {
  it.each<readonly [string, readonly Run[], readonly string[]]>([
    ['a failure that is still there', [['npm test', false]], ['npm test']],
    [
      'a pass that came later makes it good',
      [
        ['npm test', false],
        ['npm test', true],
      ],
      [],
    ],
    [
      'a failure after a pass counts',
      [
        ['npm test', true],
        ['npm test', false],
      ],
      ['npm test'],
    ],
    [
      'a run of everything covers a part',
      [
        ['go test ./a', false],
        ['go test ./...', true],
      ],
      [],
    ],
    [
      'a part does not cover everything',
      [
        ['go test ./...', false],
        ['go test ./a', true],
      ],
      ['go test ./... (part)'],
    ],
    [
      'a filtered run covers little',
      [
        ['npx vitest run', false],
        ['npx vitest run -t one', true],
      ],
      ['npx vitest run (part)'],
    ],
    [
      'output flags make no other run',
      [
        ['pytest -x', false],
        ['pytest -q', true],
      ],
      [],
    ],
    [
      'another kind says nothing',
      [
        ['npm test', false],
        ['npm run lint', true],
      ],
      ['npm test'],
    ],
    [
      'another tool chain says nothing',
      [
        ['pytest', false],
        ['npm test', true],
      ],
      ['pytest'],
    ],
    [
      'a task runner runs them all',
      [
        ['go test ./...', false],
        ['make test', true],
      ],
      [],
    ],
    [
      'a run without a told result is said',
      [
        ['npm test', false],
        ['npm test', undefined],
      ],
      ['npm test (untold)'],
    ],
    [
      'of one tool the last is told',
      [
        ['npm test', false],
        ['npm test', false],
      ],
      ['npm test'],
    ],
  ])('%s', (_title, runs, expected) => {
    expect(failing(...runs)).toEqual(expected)
  })
})
