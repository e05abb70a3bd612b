import { writeFileSync } from 'node:fs'
import { checkDocument } from '@ses/schema'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'
import { choose, compare } from './choose.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'
const C = 'cccccccc-1111-4111-8111-111111111111'

let at: Workspace
beforeAll(async () => {
  at = createWorkspace()
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A, start: 0, prompts: ['Fix the rounding of totals'] }))
  writeFileSync(at.path('b.jsonl'), claudeTranscript({ id: B, start: 5, prompts: ['Add a chart to the report'] }))
  writeFileSync(at.path('c.jsonl'), claudeTranscript({ id: C, start: 50, prompts: ['Why is it slow?', 'And C++?'] }))
  await at.ses('import a.jsonl b.jsonl c.jsonl')
})
afterAll(() => at.remove())

const found = async (line: string) => {
  const printed = await at.ses(`query ${line} --json`)
  expect(printed.stderr).toBe('')
  const document = printed.json() as { sessions: { id: string }[]; total: number }
  expect(checkDocument('list', document)).toEqual([])
  return { ids: document.sessions.map(({ id }) => id), total: document.total }
}

describe('ses query', () => {
  it('lists all sessions without a filter, the latest first', async () => {
    expect((await found('')).ids).toEqual([C, B, A])
  })

  it.each([
    ['--recent 1', [C]],
    ['--recent 2 --until 2026-03-02', [B, A]],
    ['--file src/total.ts', [C, B, A]],
    ['--file total.ts', [C, B, A]],
    ['--file src', [C, B, A]],
    ['--file src/*.ts', [C, B, A]],
    ['--file **/tot?l.ts', [C, B, A]],
    ['--file otal.ts', []],
    ['--file src/*.js', []],
    ['--agent codex', []],
    ['--agent codex,claude-code --limit 1', [C]],
    ['--since 2026-03-01T04:00:00Z --until 2026-03-02', [B]],
    ['--min-cost 1000', []],
    ['--min-cost 0', [C, B, A]],
    ['--pattern retry_loop', []],
    ['--project .', []],
  ])('%s', async (line, expected) => {
    expect((await found(line)).ids).toEqual(expected)
  })

  it('compares grades and risks as said', async () => {
    const sessions = (await at.ses('list --json')).json()['sessions'] as {
      id: string
      grade: string
      risk: string
      type: string
    }[]
    const order = ['F', 'D', 'C', 'B', 'A', 'A+']
    for (const grade of order) {
      const rank = order.indexOf(grade)
      const those = (keep: (other: number) => boolean) =>
        sessions.filter((session) => session.grade !== 'N/A' && keep(order.indexOf(session.grade))).map(({ id }) => id)
      expect((await found(`--grade ${grade}`)).ids).toEqual(those((other) => other === rank))
      expect((await found(`--grade <=${grade}`)).ids).toEqual(those((other) => other <= rank))
      expect((await found(`--grade >${grade.toLowerCase()}`)).ids).toEqual(those((other) => other > rank))
    }
    const low = sessions.filter(({ risk }) => risk === 'low').map(({ id }) => id)
    expect((await found('--risk <medium')).ids).toEqual(low)
    const [first] = sessions
    const same = sessions.filter(({ type }) => type === first?.type).map(({ id }) => id)
    expect((await found(`--type ${first?.type}`)).ids).toEqual(same)
  })

  it.each(['--grade G', '--risk some', '--type magic', '--grade <=A,B', '--recent 1.5', '--since then'])(
    '%s is wrong usage',
    async (line) => {
      expect((await at.ses(`query ${line}`)).exit).toBe(2)
    },
  )

  it('prints a table, and says so when nothing matches or is there', async () => {
    const { stdout } = await at.ses('query --recent 2', { tty: true, columns: 80, env: { NO_COLOR: '1' } })
    expect(stdout).toContain('cccccccc')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect((await at.ses('query --agent codex')).stdout).toBe('None of 3 sessions matches.\n')
    const empty = createWorkspace()
    expect(await empty.ses('query')).toMatchObject({ exit: 0, stdout: expect.stringContaining('No sessions yet.') })
    expect((await empty.ses('search x')).stdout).toContain('No sessions yet.')
    empty.remove()
  })

  it('answers questions in SQL from index.db', async () => {
    const { stdout, json } = await at.ses(['query', '--sql', 'SELECT id FROM sessions ORDER BY id', '--json'])
    expect(json()).toEqual({ schema_version: 1, columns: ['id'], rows: [[A], [B], [C]] })
    expect(stdout).toContain(A)
    expect((await at.ses(['query', '--sql', 'SELECT nope'])).exit).toBe(2)
  })
})

describe('values with an order', () => {
  it('are chosen one by one, or from one on', () => {
    expect(choose('x', 'a, C', ['a', 'b', 'c'])).toEqual(['a', 'c'])
    expect(compare('x', '>=b', ['a', 'b', 'c'])).toEqual(['b', 'c'])
    expect(compare('x', '<a', ['a', 'b', 'c'])).toEqual([])
    expect(compare('x', '=b', ['a', 'b', 'c'])).toEqual(['b'])
  })
})

describe('ses search', () => {
  const search = async (...words: string[]) => {
    const printed = await at.ses(['search', ...words, '--json'])
    const document = printed.json() as {
      results: { session: { id: string }; snippets: { kind: string; turn: number }[] }[]
    }
    expect(checkDocument('search', document)).toEqual([])
    return document.results
  }

  it.each([
    [['rounding'], [A]],
    [['Rounding'], []],
    [['-i', 'Rounding'], [A]],
    [['chart', 'report'], [B]],
    [['chart report'], [B]],
    [['"chart report"'], []],
    [['chart', 'rounding'], []],
    [['C++'], [C]],
    [['"'], []],
    [['*'], []],
    [['--regex', 'cha(r|t)t'], [B]],
    [['rounding', '--agent', 'codex'], []],
  ])('%j', async (words, expected) => {
    expect((await search(...words)).map(({ session }) => session.id)).toEqual(expected)
  })

  it('says in which turn', async () => {
    const [result] = await search('C++')
    expect(result?.snippets[0]).toMatchObject({ kind: 'prompt', turn: 2 })
  })

  it('takes words that look like options after two dashes', async () => {
    expect((await at.ses(['search', '--', '--force'])).stdout).toContain('Found in none of 3 sessions.')
  })

  it('shows what was found, marked on a terminal, in its width', async () => {
    const { stdout } = await at.ses('search rounding', { tty: true, columns: 60, env: { FORCE_COLOR: '1' } })
    const ESCAPE = String.fromCharCode(27)
    expect(stdout).toContain(`${ESCAPE}[1m`)
    const plain = stdout.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')
    expect(plain).toContain('aaaaaaaa')
    expect(plain).toMatch(/turn 1 prompt {3}Fix the rounding of totals/)
    expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })

  it.each([[['']], [['--regex', '(']]])('%j is wrong usage', async (words) => {
    expect((await at.ses(['search', ...words])).exit).toBe(2)
  })
})
