import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDiff } from '../diff/parse-diff.ts'
import { diffOf, inputOf } from '../fixtures/review-input.ts'
import { reportReview } from '../review-report.ts'
import { createRulesEngine } from './rules.ts'

const diff = { session_id: null, source: 'refs', base: null, head: null, files: 1, added: 1, removed: 0 } as const

it('gives byte-identical reports for the same input', async () => {
  const files = {
    'src/auth/a.ts': ['+debugger', '+eval(x)', '+// TODO: later'],
    '.github/workflows/a.yml': ['+permissions: write-all'],
  }
  const run = async (): Promise<string> =>
    JSON.stringify(
      reportReview([{ diff, result: await createRulesEngine().review(inputOf({ files })) }], { engine: 'rules' }),
    )
  expect(await run()).toBe(await run())
})

it('says how many findings of a rule are beyond those shown', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `+// TODO: number ${index}`)
  const { findings, notes } = await createRulesEngine().review(inputOf({ files: { 'src/a.ts': lines } }))
  expect([findings.filter(({ rule }) => rule === 'todo_added').length, notes]).toEqual([
    50,
    ['todo_added: the first 50 of 60 are shown'],
  ])
})

it('shortens long snippets without cutting a character in two', async () => {
  const { findings } = await createRulesEngine().review(
    inputOf({ files: { 'src/a.ts': [`+debugger // ${'😀'.repeat(400)}`] } }),
  )
  const snippet = findings[0]?.evidence.snippet ?? ''
  expect(snippet.length).toBeLessThanOrEqual(300)
  expect(snippet).not.toMatch(/\p{Surrogate}/u)
})

it('is linear in hostile lines', async () => {
  const nasty = [
    '('.repeat(50_000),
    `//${' '.repeat(50_000)}x`,
    'a '.repeat(25_000),
    `"${'\\"'.repeat(25_000)}`,
    `# ${'=({'.repeat(20_000)}`,
    '\t'.repeat(50_000),
    'curl '.repeat(10_000),
    'x: "git+'.repeat(6_000),
  ]
  const paths = ['src/a.ts', 'src/b.py', '.github/workflows/c.yml', 'package.json', 'migrations/d.sql', 'a.test.ts']
  const started = performance.now()
  for (const path of paths)
    await createRulesEngine().review(inputOf({ files: { [path]: nasty.map((line) => `+${line}`) } }))
  expect(performance.now() - started).toBeLessThan(10_000)
})

it('never throws, whatever the diff holds', async () => {
  const path = fc.constantFrom(
    'src/a.ts',
    'b.py',
    '.github/workflows/a.yml',
    'package.json',
    'migrations/1.sql',
    'a.test.ts',
    'x',
  )
  const line = fc
    .tuple(fc.constantFrom('+', '-', ' '), fc.string())
    .map(([mark, text]) => mark + text.replaceAll('\n', ''))
  await fc.assert(
    fc.asyncProperty(path, fc.array(line), async (name, lines) => {
      const input = { diff: parseDiff(diffOf({ [name]: lines })) }
      expect(Array.isArray((await createRulesEngine().review(input)).findings)).toBe(true)
    }),
    { numRuns: 50 },
  )
})
