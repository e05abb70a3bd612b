import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from './fixtures/claude-transcript.ts'

const bin = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url))
const PROCESSES = 32
vi.setConfig({ testTimeout: 120_000 })

/** Needs the bundle that `npm test` builds first; running vitest alone in a fresh checkout leaves these out. */
describe.skipIf(!existsSync(bin))('the built command', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-bin-')))
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(root, 'home') }
  const options = { cwd: root, env, encoding: 'utf8' } as const
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  beforeAll(() => {
    mkdirSync(join(root, 't'))
    for (let index = 0; index < PROCESSES; index++) {
      const id = `${String(index).padStart(8, '0')}-1111-4111-8111-111111111111`
      writeFileSync(join(root, `t/${id}.jsonl`), claudeTranscript({ id, start: index }))
    }
  })

  it('loads neither yargs nor zod nor pino to list', () => {
    const hook = join(root, 'hook.mjs')
    writeFileSync(
      hook,
      `export async function load(url, context, next) { console.error('LOAD ' + url); return next(url, context) }`,
    )
    const register = `data:text/javascript,${encodeURIComponent(
      `import { register } from 'node:module'; register(${JSON.stringify(`file://${hook}`)})`,
    )}`
    const { stderr } = spawnSync(process.execPath, ['--import', register, bin, 'list'], options)
    const loaded = stderr.split('\n').filter((line) => line.startsWith('LOAD file:') && !line.includes('hook.mjs'))
    expect(loaded.filter((line) => !line.endsWith('/dist/bin.cjs'))).toEqual([])
    const programs = ['bin.cjs', 'quick.cjs'].map((name) => readFileSync(join(dirname(bin), name), 'utf8')).join('')
    expect(programs.length).toBeLessThan(100_000)
    expect([...programs.matchAll(/require\("([^"]+)"\)/g)].filter(([, name = '']) => !isBuiltin(name))).toEqual([])
  })

  it('starts from the cache that the first start leaves, and without one', () => {
    const caches = (): string[] => readdirSync(dirname(bin)).filter((name) => name.startsWith('quick.cjs.'))
    for (const name of caches()) rmSync(join(dirname(bin), name))
    const first = execFileSync(process.execPath, [bin, 'status'], options)
    expect(caches()).toHaveLength(1)
    expect(execFileSync(process.execPath, [bin, 'status'], options)).toBe(first)
    // A cache that was cut short, or was made of something else, is passed over and replaced.
    const [name = ''] = caches()
    const whole = readFileSync(join(dirname(bin), name))
    const hole = Buffer.from(whole)
    hole.fill(0, 8192, 12_288)
    for (const damaged of [hole, whole.subarray(0, 999), Buffer.alloc(whole.length), Buffer.alloc(0)]) {
      writeFileSync(join(dirname(bin), name), damaged)
      expect(execFileSync(process.execPath, [bin, 'status'], options)).toBe(first)
    }
    expect(caches()).toHaveLength(1)
  })

  it('keeps its code with the user where it cannot be kept beside the program', () => {
    const home = join(root, 'other')
    const own = { ...options, env: { ...env, HOME: home } }
    const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])
    execFileSync(process.execPath, [bin, 'status'], own)
    const [name = ''] = readdirSync(dirname(bin)).filter((file) => file.startsWith('quick.cjs.'))
    // A folder in its place: root may write to everything else.
    rmSync(join(dirname(bin), name))
    mkdirSync(join(dirname(bin), name, 'full'), { recursive: true })
    try {
      const first = execFileSync(process.execPath, [bin, 'status'], own)
      expect(names(join(home, '.ses'))).toEqual([])
      mkdirSync(join(home, '.ses'), { recursive: true })
      for (let again = 0; again < 2; again++) expect(execFileSync(process.execPath, [bin, 'status'], own)).toBe(first)
      expect(names(join(home, '.ses/code'))).toEqual([expect.stringMatching(/dist-quick\.cjs\..*\.cache$/)])
    } finally {
      rmSync(join(dirname(bin), name), { recursive: true })
    }
  })

  it('keeps the index exact when 32 processes import at once', async () => {
    const runs = readdirSync(join(root, 't')).map(
      (name) =>
        new Promise<readonly [number | null, string]>((resolve) => {
          const child = spawn(process.execPath, [bin, 'import', join('t', name)], { cwd: root, env })
          let said = ''
          child.stderr.on('data', (text) => {
            said += text
          })
          child.stdout.resume()
          child.on('close', (code) => resolve([code, said]))
        }),
    )
    expect((await Promise.all(runs)).filter(([code]) => code !== 0)).toEqual([])
    const index = JSON.parse(readFileSync(join(root, '.ses-logs/index.json'), 'utf8'))
    expect(index.sessions).toHaveLength(PROCESSES)
    expect(new Set(index.sessions.map(({ id }: { id: string }) => id)).size).toBe(PROCESSES)
    expect(index.file_history['src/total.ts']).toHaveLength(PROCESSES)
    const json = JSON.parse(execFileSync(process.execPath, [bin, 'import', 't', '--json'], options))
    expect(json.parsed).toBe(0)
  })

  it('ends quietly when its reader has seen enough', () => {
    const [file = ''] = readdirSync(join(root, 't'))
    const line = `"${process.execPath}" "${bin}" reflect t/${file} --json | head -c 10; echo " \${PIPESTATUS[0]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', line], options)
    expect([stdout, stderr]).toEqual(['{\n  "schem 0\n', ''])
  })

  it('writes whole documents into a pipe', () => {
    const stdout = execFileSync(process.execPath, [bin, 'schema', 'summary'], options)
    expect(JSON.parse(stdout)).toHaveProperty('$schema')
  })

  it.each([
    [['--version'], 0],
    [['nope'], 2],
    [['view', 'zzz'], 3],
  ])('%j exits %i', (args, exit) => {
    expect(spawnSync(process.execPath, [bin, ...args], options).status).toBe(exit)
  })
})
