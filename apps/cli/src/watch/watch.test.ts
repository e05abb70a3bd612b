import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type Workspace } from '../fixtures/test-host.ts'
import { run } from '../run.ts'

vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'
const NOW = Date.UTC(2026, 2, 10)

function write(name: string, id: string, msAgo: number): void {
  const path = at.path('home/.claude/projects/p', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, claudeTranscript({ id }))
  utimesSync(path, (NOW - msAgo) / 1000, (NOW - msAgo) / 1000)
}

it('--once takes what is at rest and tells what is still being written', async () => {
  write('a.jsonl', A, 60_000)
  write('b.jsonl', B, 1000)
  const first = await at.ses('watch --once')
  expect(first).toMatchObject({ exit: 0, stderr: '' })
  expect(first.stdout).toMatch(
    new RegExp(`new {3}claude-code ${A}\n1 session new, 0 grown; 1 transcript still being written\n$`),
  )
  const second = (await at.ses('watch --once --settle 1 --json')).json()
  expect(second).toMatchObject({ sessions: [{ id: B, outcome: 'created' }], parsed: 1, waiting: 0 })
  expect((await at.ses('watch --once --json --settle 0')).json()).toMatchObject({ sessions: [], parsed: 0 })
})

it.each(['SIGINT', 'SIGTERM'] as const)(
  'runs until %s, finishes what it does, and leaves no listener',
  async (signal) => {
    write('a.jsonl', A, 60_000)
    const before = process.listenerCount(signal)
    const printed: string[] = []
    const exit = await run(['watch', '--interval', '0.01', '--settle', '0', '--agent', 'claude-code'], {
      stdin: (async function* () {})(),
      stdout: {
        write: (written) => {
          const text = String(written)
          printed.push(text)
          if (text.includes(A)) write('b.jsonl', B, 50_000)
          if (text.includes(B)) process.emit(signal)
        },
      },
      stderr: { write: () => {} },
      env: {},
      cwd: at.root,
      home: join(at.root, 'home'),
      now: () => NOW,
    })
    expect(exit).toBe(0)
    expect(printed.join('')).toContain('2 sessions new, 0 grown')
    expect(process.listenerCount(signal)).toBe(before)
  },
)

it.each(['watch --interval 0', 'watch --agent nobody'])('ses %s is wrong usage', async (line) => {
  expect((await at.ses(line)).exit).toBe(2)
})
