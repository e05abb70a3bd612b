import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../scripts/workspace.mjs'
import { root } from './source-files.ts'

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
}

const consumer = `
import { analyzeSession } from '@ses/core'

const row = { type: 'user', uuid: 'u1', parentUuid: null, sessionId: 's1', message: { role: 'user', content: 'Fix it' } }
const analysis = await analyzeSession(JSON.stringify(row))
const version: '2.0' = analysis.summary.version
console.log(version, analysis.session.agent, analysis.summary.prompts[0]?.text)
`

describe('packed packages install into an empty npm project', () => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'ses-packages-')))
  const tarballs = join(base, 'tarballs')
  const project = join(base, 'project')
  const installed = (path: string): string => join(project, 'node_modules', path)
  const folders = closureOf(join(root, 'packages/core'))
  const names = folders.map((folder) => manifestOf(folder).name)
  const ours = names.filter((name) => name.startsWith('@ses/'))

  beforeAll(() => {
    mkdirSync(tarballs)
    mkdirSync(project)
    expect(run('turbo', ['run', 'build', '--filter=@ses/core', '--output-logs=errors-only'], { quiet: true })).toBe(0)
    for (const folder of folders) pack(folder, tarballs)

    const dependencies = Object.fromEntries(
      folders.map((folder) => [manifestOf(folder).name, `file:../tarballs/${tarballOf(folder)}`]),
    )
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
    writeFileSync(join(project, 'consumer.ts'), consumer)
    // An empty cache and --offline: nothing but the tarballs can have been used.
    const args = ['install', '--offline', '--cache', join(base, 'cache'), '--no-audit', '--no-fund', '--silent']
    expect(run('npm', args, { cwd: project, quiet: true })).toBe(0)
  }, 300_000)
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('with all that @ses/core needs', () => {
    expect(ours).toContain('@ses/model')
    for (const name of names) expect(manifestOf(installed(name)).name).toBe(name)
  })

  test.each(ours)('%s carries its code, types and licence, but no test, fixture or build state', (name) => {
    const files = readdirSync(installed(name), { recursive: true, encoding: 'utf8' }).map((f) => f.replaceAll(sep, '/'))
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'dist/index.js', 'dist/index.d.ts', 'package.json']))
    expect(files.filter((file) => /\.test\.|fixtures|tsbuildinfo/.test(file))).toEqual([])
    expect(JSON.stringify(manifestOf(installed(name)))).not.toMatch(/workspace:|catalog:/)
  })

  test('and a strict consumer compiles against them and runs', () => {
    const tsc = join(root, 'node_modules/typescript/lib/tsc.js')
    const strict = ['--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2023']
    const args = [tsc, ...strict, '--noEmitOnError', '--outDir', 'out', 'consumer.ts']
    expect(execute(args, project)).toBe('')
    expect(execute(['out/consumer.js'], project)).toBe('2.0 claude-code Fix it\n')
  })
})

/** What node prints for these arguments; a failure throws with what it printed. */
function execute(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`node ${args.join(' ')}\n${stdout}${stderr}`, { cause: error })
  }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** pnpm writes real versions in place of `workspace:` and `catalog:`; what came from the registry is packed as it lies there. */
function pack(folder: string, tarballs: string): void {
  if (!folder.includes(`${sep}node_modules${sep}`)) {
    execute([join(root, 'node_modules/pnpm/bin/pnpm.cjs'), 'pack', '--pack-destination', tarballs], folder)
    return
  }
  const copy = mkdtempSync(join(tarballs, 'copy-'))
  cpSync(folder, join(copy, 'package'), { recursive: true, filter: (path) => path !== join(folder, 'node_modules') })
  expect(run('tar', ['-czf', join(tarballs, tarballOf(folder)), '-C', copy, 'package']), `tar of ${folder}`).toBe(0)
}

function tarballOf(folder: string): string {
  const { name, version } = manifestOf(folder)
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
}

/** The folder of a package and of everything it depends on at run time. */
function closureOf(start: string): string[] {
  const found = new Set<string>()
  const visit = (folder: string): void => {
    if (found.has(folder)) return
    found.add(folder)
    for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) visit(dependencyOf(folder, name))
  }
  visit(start)
  return [...found]
}

/** Where Node would find a dependency: in the nearest node_modules upwards. */
function dependencyOf(folder: string, name: string): string {
  for (let parent = folder; parent !== dirname(parent); parent = dirname(parent)) {
    try {
      return realpathSync(join(parent, 'node_modules', name))
    } catch {
      // Not here: one folder up.
    }
  }
  throw new Error(`${name}, a dependency of ${folder}, is not installed`)
}
