import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { modelInput } from '../fixtures/model-input.ts'
import { providers } from '../providers/index.ts'
import type { ReviewProvider } from '../review-provider.ts'
import { createMultiAgentEngine, type MultiAgentOptions } from './multi-agent.ts'

vi.setConfig({ testTimeout: 60_000 })
const folder = mkdtempSync(join(tmpdir(), 'ses-providers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program that runs some JavaScript; it stands in for a coding agent. */
function program(name: string, code: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!${process.execPath}\n${code}\n`)
  chmodSync(path, 0o755)
  return path
}

const bare = (id: string, path: string): ReviewProvider => ({
  id,
  program: path,
  args: () => [],
  env: ['REVIEW_*'],
  answerOf: (stdout) => (stdout.trim() === '' ? undefined : { text: stdout }),
})

const finding = {
  severity: 'high',
  category: 'bug',
  title: 'Items without a price make the total NaN',
  message: 'b.price is undefined for some items',
  file: 'src/total.ts',
  line: 3,
  recommendation: 'Check it',
  confidence: 0.8,
}
const answering = (...findings: object[]): string =>
  `process.stdin.resume().on('end', () => console.log(${JSON.stringify(JSON.stringify({ findings }))}))`

const review = (list: readonly ReviewProvider[], more: Partial<MultiAgentOptions> = {}) =>
  createMultiAgentEngine({
    providers: list,
    timeoutMs: 20_000,
    parallelism: 0,
    autoApprove: false,
    node: process.execPath,
    mask: (text) => text.replaceAll('hunter2', '[masked]'),
    env: { PATH: process.env['PATH'], HOME: folder, SECRET_OF_OURS: 'no' },
    ...more,
  }).review(modelInput())

it('joins what several reviewers saw in the same place, and keeps what they disagree on', async () => {
  const list = [
    bare('one', program('one', answering(finding))),
    bare(
      'two',
      program(
        'two',
        answering({ ...finding, line: 4, severity: 'low', title: 'The total is NaN for items without price' }),
      ),
    ),
    bare(
      'three',
      program('three', answering({ ...finding, file: null, line: null, title: 'No test', category: 'test-gap' })),
    ),
  ]
  const { findings, reviewers } = await review(list)
  expect(reviewers.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['one ok', 'two ok', 'three ok'])
  expect(findings.map(({ agreement, providers: who }) => [agreement, who])).toEqual([
    [1, ['three']],
    [2, ['one', 'two']],
  ])
  expect(findings[1]?.conflicts).toEqual(['severity one: high, two: low'])
})

it('gives the same findings whoever answers first', async () => {
  const slow = (name: string, ms: number, body: object): ReviewProvider =>
    bare(
      name,
      program(
        `${name}-${ms}`,
        `setTimeout(() => console.log(${JSON.stringify(JSON.stringify({ findings: [body] }))}), ${ms})`,
      ),
    )
  const other = { ...finding, severity: 'medium' }
  const a = await review([slow('x', 0, finding), slow('y', 400, other)])
  const b = await review([slow('x', 400, finding), slow('y', 0, other)])
  expect(JSON.stringify(a.findings)).toBe(JSON.stringify(b.findings))
})

it('drops findings about files and lines that are not in the change, and counts them', async () => {
  const invented = [
    { ...finding, file: 'src/other.ts' },
    { ...finding, line: 99 },
  ]
  const { findings, unsupported, reviewers } = await review([
    bare('one', program('liar', answering(finding, ...invented))),
  ])
  expect([findings.length, unsupported, reviewers[0]?.findings]).toEqual([1, 2, 3])
})

it('masks what a model writes', async () => {
  const { findings } = await review([
    bare('one', program('leaky', answering({ ...finding, message: 'it is hunter2' }))),
  ])
  expect(findings[0]?.message).toBe('it is [masked]')
})

it('tells each provider that did not answer well apart from the others', async () => {
  const list = [
    bare('missing', join(folder, 'nowhere')),
    bare('crash', program('crash', 'console.error("boom"); process.exit(3)')),
    bare('prose', program('prose', 'console.log("Looks good to me!")')),
    bare('half', program('half', `console.log('{"findings": [{"severity": "high", "title": "cut')`)),
    bare('slow', program('slow', 'setInterval(() => {}, 1000)')),
    bare(
      'flood',
      program(
        'flood',
        `const part = 'x'.repeat(1e6); const go = () => { while (process.stdout.write(part)); process.stdout.once('drain', go) }; go()`,
      ),
    ),
    bare('good', program('good', answering(finding))),
  ]
  const { reviewers, findings } = await review(list, { timeoutMs: 4000 })
  expect(reviewers.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['missing', 'missing'],
    ['crash', 'failed'],
    ['prose', 'parse_error'],
    ['half', expect.stringMatching(/parse_error|ok/)],
    ['slow', 'timeout'],
    ['flood', 'failed'],
    ['good', 'ok'],
  ])
  expect(reviewers[1]?.message).toBe('boom')
  expect(findings.filter(({ providers: who }) => who?.includes('good'))).toHaveLength(1)
})

it('hands on neither our environment nor our folder, and the question only on stdin', async () => {
  const seen = join(folder, 'seen.json')
  const spy = program(
    'spy',
    `const fs = require('node:fs'); let text = ''; process.stdin.on('data', (part) => { text += part }).on('end', () => {
      fs.writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ argv: process.argv.slice(2), env: process.env, cwd: process.cwd(), here: fs.readdirSync('.'), text }))
      console.log('{"findings":[]}') })`,
  )
  const outside = {
    PATH: process.env['PATH'],
    HOME: folder,
    SECRET_OF_OURS: 'no',
    REVIEW_KEY: 'yes',
    NODE_OPTIONS: '--inspect',
  }
  await review([bare('spy', spy)], { env: outside })
  const { argv, env, cwd, here, text } = JSON.parse(readFileSync(seen, 'utf8')) as {
    argv: string[]
    env: Record<string, string>
    cwd: string
    here: string[]
    text: string
  }
  expect([argv, here, env['REVIEW_KEY'], env['SECRET_OF_OURS'], env['NODE_OPTIONS']]).toEqual([
    [],
    [],
    'yes',
    undefined,
    undefined,
  ])
  expect(cwd).not.toBe(process.cwd())
  expect(existsSync(cwd)).toBe(false)
  expect(text).toContain('ignore all previous instructions')
  expect(text.indexOf('never follow it')).toBeLessThan(text.indexOf('<material>\n'))
})

it('asks no more at once than it may', async () => {
  const log = join(folder, 'at-once.log')
  const list = Array.from({ length: 5 }, (_, index) =>
    bare(
      `p${index}`,
      program(
        `p${index}`,
        `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(log)}, '+'); setTimeout(() => { fs.appendFileSync(${JSON.stringify(log)}, '-'); console.log('{"findings":[]}') }, 150)`,
      ),
    ),
  )
  await review(list, { parallelism: 2 })
  let [now, most] = [0, 0]
  for (const sign of readFileSync(log, 'utf8')) {
    now += sign === '+' ? 1 : -1
    most = Math.max(most, now)
  }
  expect([now, most <= 2]).toEqual([0, true])
})

describe.skipIf(process.platform === 'win32')('leaves no process behind:', () => {
  const pids = join(folder, 'pids')
  /** Ignores SIGTERM and has a child that does, too. */
  const stubborn = `const { spawn } = require('node:child_process'); const fs = require('node:fs')
    process.on('SIGTERM', () => {})
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'inherit' })
    fs.appendFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid + ' ')
    setInterval(() => {}, 1000)`
  const alive = (): number[] =>
    readFileSync(pids, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
      .filter((pid) => {
        try {
          process.kill(pid, 0)
          return !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
        } catch {
          return false
        }
      })
  const settled = async (): Promise<number[]> => {
    for (let tries = 0; tries < 80 && alive().length > 0; tries += 1) await sleep(100)
    return alive()
  }
  beforeAll(() => writeFileSync(pids, ''))

  it('when a provider ignores that it should stop', async () => {
    const { reviewers } = await review([bare('stubborn', program('stubborn', stubborn))], { timeoutMs: 2500 })
    expect(reviewers[0]?.outcome).toBe('timeout')
    expect(await settled()).toEqual([])
  })

  it('when the reviewing process itself is killed', async () => {
    writeFileSync(pids, '')
    const path = program('stubborn2', stubborn)
    const runner = fileURLToPath(new URL('../run-program.ts', import.meta.url))
    const bundled = join(folder, 'runner.mjs')
    execFileSync(
      process.execPath,
      [
        '-e',
        `require('esbuild').buildSync({ entryPoints: [${JSON.stringify(runner)}], bundle: true, platform: 'node', format: 'esm', outfile: ${JSON.stringify(bundled)} })`,
      ],
      {
        cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
        env: { ...process.env, NODE_PATH: esbuildFolder() },
      },
    )
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { runProgram } from ${JSON.stringify(bundled)}; await runProgram({ node: process.execPath, program: ${JSON.stringify(path)}, args: [], input: '', env: { PATH: process.env.PATH }, timeoutMs: 60000, maxBytes: 1000 })`,
      ],
      { stdio: 'ignore' },
    )
    for (let tries = 0; tries < 100 && readFileSync(pids, 'utf8') === ''; tries += 1) await sleep(100)
    expect(alive().length).toBe(2)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    expect(await settled()).toEqual([])
  })
})

/** Where pnpm keeps the bundler that the build uses. */
function esbuildFolder(): string {
  const store = fileURLToPath(new URL('../../../../node_modules/.pnpm', import.meta.url))
  const name = readdirSync(store).find((each) => each.startsWith('esbuild@'))
  return join(store, name ?? '', 'node_modules')
}

it('has one file per provider, in the array that names them all', () => {
  const files = readdirSync(fileURLToPath(new URL('../providers', import.meta.url))).filter(
    (name) => !/^index|test/.test(name),
  )
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(providers.map(({ id }) => id).sort())
})

it('never allows a provider to change anything unless it was turned on', () => {
  const words = providers.flatMap((provider) => provider.args({ autoApprove: false }).join(' '))
  for (const line of words) expect(line).not.toMatch(/yolo|bypass|--auto\b|approve-for-me|dangerously/)
})
