import { SesError } from '@ses/model'
import { expect, it } from 'vitest'
import type { Context } from '../context.ts'
import type { Check, Problem } from './check.ts'
import { examine } from './examine.ts'

const context = { debug: () => {} } as unknown as Context
const check = (id: string, inspect: () => readonly Problem[]): Check => ({
  id,
  title: `All of ${id}`,
  inspect: async () => inspect(),
})
const problem = (title: string, more: Partial<Problem> = {}): Problem => ({
  severity: 'problem',
  title,
  cause: 'why',
  fix: 'what',
  ...more,
})

it('tells of a check that throws, and makes the others', async () => {
  const broken = check('broken', () => {
    throw new SesError('unreadable', '/x (EACCES)')
  })
  const { problems, healthy } = await examine(context, [broken, check('other', () => [problem('p')])], false)
  expect(healthy).toBe(false)
  expect(problems.map(({ id, title }) => `${id}: ${title}`)).toEqual([
    'broken: This could not be checked: all of broken',
    'other: p',
  ])
  expect(problems[0]?.cause).toContain('/x (EACCES)')
})

it('repairs only when asked, each repair once, and tells what is left as it then is', async () => {
  const left = new Set(['a', 'b', 'c'])
  let calls = 0
  const repair = (): void => {
    calls += 1
    left.delete('a')
    left.delete('b')
  }
  const checks = [check('x', () => [...left].map((title) => problem(title, title === 'c' ? {} : { repair })))]
  const before = await examine(context, checks, false)
  expect([calls, before.problems.map(({ repairable }) => repairable)]).toEqual([0, [true, true, false]])
  const after = await examine(context, checks, true)
  expect(calls).toBe(1)
  expect(after.fixed.map(({ title }) => title)).toEqual(['a', 'b'])
  expect(after.problems.map(({ title }) => title)).toEqual(['c'])
})

it('tells of a repair that fails, and goes on with the next', async () => {
  const repair = (): void => {
    throw new SesError('write_failed', '/x (EROFS)')
  }
  const { problems, fixed } = await examine(
    context,
    [check('x', () => [problem('p', { severity: 'warning', repair })]), check('y', () => [problem('q')])],
    true,
  )
  expect(fixed).toEqual([])
  expect(problems.map(({ title }) => title)).toEqual(['It could not be repaired', 'q', 'p'])
})
