import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from './fixtures/test-host.ts'
import { type Host, writtenText } from './host.ts'
import { runUsageQuickly } from './quick-usage.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
const SESSION = 'aaaaaaaa-1111-4111-8111-111111111111'
const FILE = `home/.claude/projects/-shop/${SESSION}.jsonl`

let at: Workspace
beforeEach(() => {
  at = createWorkspace()
  mkdirSync(at.path('home/.claude/projects/-shop'), { recursive: true })
  writeFileSync(at.path(FILE), row('1') + row('2', 'acme-7b'))
  utimesSync(at.path(FILE), 1_772_000_000, 1_772_000_000)
})
afterEach(() => at.remove())

function row(id: string, model = 'claude-opus-4-5'): string {
  return `${JSON.stringify({
    type: 'assistant',
    uuid: `uuid-${id}`,
    parentUuid: null,
    isSidechain: false,
    sessionId: SESSION,
    requestId: `req_${id}`,
    version: '2.1.220',
    cwd: '/shop',
    timestamp: `2026-03-0${id}T10:00:00.000Z`,
    message: { id: `msg_${id}`, model, content: [], usage: { input_tokens: 0, output_tokens: 1000 } },
  })}\n`
}

/** What the short way prints; undefined where it leaves the answer to the long one. */
async function quickly(line: string): Promise<string | undefined> {
  const out: string[] = []
  const host: Host = {
    stdin: (async function* () {})(),
    stdout: { write: (text) => out.push(writtenText(text)) },
    stderr: { write: (text) => out.push(`stderr: ${writtenText(text)}`) },
    env: {},
    cwd: at.root,
    home: at.path('home'),
    now: () => Date.UTC(2026, 2, 10),
  }
  const exit = await runUsageQuickly(line.split(' '), host)
  expect([undefined, 0]).toContain(exit)
  if (exit === undefined) expect(out).toEqual([])
  return exit === undefined ? undefined : out.join('')
}

/** Files changed within a tick of the clock before they were read are read again: until then there is nothing to answer from. */
async function settle(): Promise<void> {
  for (let tries = 0; tries < 50 && (await quickly('usage')) === undefined; tries++) await at.ses('usage')
}

const withoutTimes = (text = ''): string => text.replace(/"ms": \d+/, '')

it('prints what the long way prints, for every view and option', async () => {
  expect(await quickly('usage')).toBeUndefined()
  await settle()
  const lines = [
    '',
    ' daily',
    ' weekly --json',
    ' session',
    ' model --json',
    ' project',
    ' blocks',
    ' --since 2026-03-02',
  ]
  for (const line of [...lines, ' --agent codex', ' --tz Asia/Tokyo --json', ' -n 1', ' --until 1d --project shop']) {
    const printed = await at.ses(`usage${line}`)
    expect(withoutTimes(await quickly(`usage${line}`)), line).toBe(withoutTimes(printed.stdout))
  }
  expect(await quickly('--json usage')).toContain('"parsed": 0')
})

it.each([
  'usage why latest',
  'usage hourly',
  'usage --tz Mars',
  'usage --from nowhere',
  'usage --help',
  'usage --nope',
])('leaves %s to the long way, and prints nothing', async (line) => {
  await settle()
  expect(await quickly(line)).toBeUndefined()
})

it('knows nothing any more after a file, a price or the config has changed', async () => {
  await settle()
  const changes: (() => unknown)[] = [
    () => appendFileSync(at.path(FILE), row('3')),
    () => writeFileSync(at.path(`home/.claude/projects/-shop/b.jsonl`), row('4')),
    () => at.ses('pricing set acme-7b --input 1 --output 2'),
    () => at.ses('pricing set acme-7b --input 1 --output 3'),
    () => writeFileSync(at.path('home/.ses/prices.txt'), '2026-03-01\n{"id":"acme"}\n'),
    () => writeFileSync(at.path('home/.ses/usage/snapshot.json'), '{"signature":1}'),
    () => writeFileSync(at.path('home/.ses/usage/spend.json'), '{"v":'),
  ]
  for (const change of changes) {
    await change()
    expect(await quickly('usage'), change.toString()).toBeUndefined()
    await settle()
    expect(await quickly('usage')).toBe((await at.ses('usage')).stdout)
  }
  expect(await quickly('usage model')).toMatch(/acme-7b .* \$0\.0030\n/)
})

it('does not forget this machine’s usage over files that were named', async () => {
  await settle()
  writeFileSync(at.path('other.jsonl'), row('9'))
  await at.ses('usage other.jsonl')
  expect(await quickly('usage')).toBeDefined()
})

const bin = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url))

/** Needs the bundle that `npm test` builds first. */
describe.skipIf(!existsSync(bin))('the built command', () => {
  const usage = (): Promise<{ totals: { cost_usd: number }; scan: { parsed: number } }> =>
    new Promise((resolve, reject) => {
      const env = { PATH: process.env['PATH'] ?? '', HOME: at.path('home'), USERPROFILE: at.path('home') }
      const child = spawn(process.execPath, [bin, 'usage', '--json'], { cwd: at.root, env })
      let text = ''
      child.stdout.on('data', (data: Buffer) => {
        text += data.toString()
      })
      child.on('error', reject).on('close', () => resolve(JSON.parse(text)))
    })

  it('counts nothing twice when six processes scan at once, and loses nothing of what they have read', async () => {
    for (let file = 0; file < 20; file++) {
      const name = `home/.claude/projects/-shop/${file}.jsonl`
      writeFileSync(at.path(name), row('5').replace(/(msg|req)_5/g, `$1_file${file}`))
      utimesSync(at.path(name), 1_772_000_000, 1_772_000_000)
    }
    const results = await Promise.all(Array.from({ length: 6 }, usage))
    expect(results.map(({ totals }) => totals.cost_usd)).toEqual(Array(6).fill(0.525))
    const cached = JSON.parse(readFileSync(at.path('home/.ses/usage/files.json'), 'utf8'))
    expect(cached.files).toHaveLength(21)
    const { totals, scan } = await usage()
    expect([totals.cost_usd, scan.parsed]).toEqual([0.525, 0])
  })

  it('answers from one file without readers and prices when nothing has changed', () => {
    const text = readFileSync(fileURLToPath(new URL('../dist/quick-usage.cjs', import.meta.url)), 'utf8')
    expect(text.length).toBeLessThan(80_000)
    expect(text).not.toContain('claude-opus')
  })
})
