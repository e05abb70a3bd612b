import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import config, { layers, testing } from '../.dependency-cruiser.mjs'
import { root, sourceFiles } from './source-files.ts'
import { breaches, type Rights } from './source-rules.ts'

const parents = ['packages', 'apps']

async function cruiseTree(base: string): Promise<ICruiseResult> {
  const { forbidden, options } = config
  const { output } = await cruise(parents, {
    ...options,
    baseDir: base,
    validate: true,
    ruleSet: { forbidden: forbidden ?? [] },
  })
  if (typeof output === 'string') throw new TypeError('dependency-cruiser was asked for a result, not for text')
  return output
}

function rightsOf(path: string): Rights {
  const [parent, name] = path.split('/')
  const folder = `${parent}/${name}`
  if (path.endsWith('.test.ts') || !path.startsWith(`${folder}/src/`) || parent === 'apps' || testing.includes(folder))
    return 'world'
  return layers[folder]?.pure ? 'nothing' : 'clock'
}

const violations = (result: ICruiseResult): string[] =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort()

describe('the imports of the repository', () => {
  let result: ICruiseResult
  beforeAll(async () => {
    result = await cruiseTree(root)
  }, 120_000)

  test('keep to the table of layers', () => {
    expect(violations(result)).toEqual([])
  })

  test('were all seen: a parser that fails in silence sees no module and so no violation', () => {
    const files = sourceFiles(root, parents)
    const seen = new Set(result.modules.map((module) => module.source))
    expect(files.filter((file) => !seen.has(file))).toEqual([])
    expect(result.summary.totalCruised).toBeGreaterThanOrEqual(files.length)
    expect(files.length).toBeGreaterThanOrEqual(Object.keys(layers).length)
  })
})

describe('an import that breaks the law is reported', () => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'ses-architecture-')))
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(base, path)), { recursive: true })
    writeFileSync(join(base, path), text)
  }

  /** File, its text, and the one rule that must name it. */
  const crimes: readonly (readonly [path: string, text: string, rule: string])[] = [
    ['packages/model/src/up.ts', `import '@ses/core'`, 'layers: packages/model'],
    ['packages/patterns/src/sideways.ts', `import '@ses/secrets'`, 'layers: packages/patterns'],
    [
      'packages/patterns/src/typed.ts',
      `import type { x } from '@ses/secrets'\nexport type y = x`,
      'layers: packages/patterns',
    ],
    ['packages/core/src/adapter.ts', `import '@ses/store'`, 'layers: packages/core'],
    ['packages/store/src/app.ts', `import '../../../apps/cli/src/index.ts'`, 'layers: packages/store'],
    ['packages/core/src/kit.ts', `import '@ses/testkit'`, 'layers: packages/core'],
    ['packages/patterns/src/wide.test.ts', `import '@ses/core'`, 'layers: tests of packages/patterns'],
    ['packages/classifier/src/zod.ts', `import 'zod'`, 'registry: packages/classifier'],
    ['packages/secrets/src/builtin.ts', `import 'node:crypto'`, 'pure: no Node builtin'],
    ['packages/agents/src/agents/codex/index.ts', `import '../cline/index.ts'`, 'variants: packages/agents/src/agents'],
    [
      'packages/patterns/src/detectors/retry-loop.ts',
      `import './no-retest.ts'`,
      'variants: packages/patterns/src/detectors',
    ],
    ['packages/secrets/src/rules/github.ts', `import './index.ts'`, 'variants: packages/secrets/src/rules'],
    ['packages/core/src/deep.ts', `import '../../model/src/hidden.ts'`, 'packages are entered by their index'],
    ['packages/model/src/circle.ts', `import './circle-back.ts'`, 'no cycle'],
    ['packages/model/src/nowhere.ts', `import './not-there.ts'`, 'no unresolvable import'],
    ['packages/store/src/undeclared.ts', `import 'zod'`, 'no undeclared dependency'],
  ]

  let reported: ICruiseResult['summary']['violations']
  beforeAll(async () => {
    for (const folder of Object.keys(layers)) {
      const name = folder.replace(/^(packages|apps)\//, '@ses/')
      write(`${folder}/package.json`, JSON.stringify({ name, exports: { '.': { '@ses/source': './src/index.ts' } } }))
      write(`${folder}/src/index.ts`, 'export const x = 1\n')
    }
    for (const folder of Object.keys(layers)) {
      const link = join(base, folder.replace(/^(packages|apps)\//, 'node_modules/@ses/'))
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(base, folder), link)
    }
    write('package.json', '{}')
    write('node_modules/zod/package.json', '{"name":"zod","main":"index.js"}')
    write('node_modules/zod/index.js', '')
    write('packages/model/src/hidden.ts', '')
    write('packages/model/src/circle-back.ts', `import './circle.ts'`)
    write('packages/agents/src/agents/cline/index.ts', '')
    write('packages/patterns/src/detectors/no-retest.ts', '')
    write('packages/patterns/src/detectors/index.ts', `import './no-retest.ts'\nimport './retry-loop.ts'`)
    write(
      'packages/patterns/src/detectors/retry-loop.test.ts',
      `import './retry-loop.ts'\nimport '@ses/testkit'\nimport 'node:fs'`,
    )
    write('packages/secrets/src/rules/index.ts', '')
    write('packages/core/src/lawful.ts', `import '@ses/model'\nimport '@ses/patterns'`)
    for (const [path, text] of crimes) write(path, text)
    reported = (await cruiseTree(base)).summary.violations
  }, 120_000)

  test.each(crimes)('%s: %s', (path, _text, rule) => {
    const about = reported.filter(({ from, cycle }) => from === path || cycle?.some(({ name }) => name === path))
    expect(about.map((violation) => violation.rule.name)).toContain(rule)
  })

  test('and one that keeps it is not', () => {
    const guilty = new Set([...crimes.map(([path]) => path), 'packages/model/src/circle-back.ts'])
    expect(
      reported.filter(({ from }) => !guilty.has(from)).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    ).toEqual([])
  })
})

describe('the text of every source file', () => {
  test('has named exports only and a telling name; only apps/ touch the process; engines know neither clock nor chance', () => {
    const found = sourceFiles(root, parents).flatMap((path) =>
      breaches(path, readFileSync(join(root, path), 'utf8'), rightsOf(path)).map((breach) => `${path}:${breach}`),
    )
    expect(found).toEqual([])
  })

  test.each([
    ['export default 1', ['1: default export']],
    ['export default function x() {}', ['1: default export']],
    ['const x = 1\nexport { x as default }', ['2: default export']],
    [`export * from './x.ts'`, ['1: export *']],
    [`export * as x from './x.ts'`, ['1: export *']],
    ['const home = process.env.HOME', ['1: process belongs to apps/']],
    ['const { env } = process', ['1: process belongs to apps/']],
    ['start(process)', ['1: process belongs to apps/']],
    ['function log(sink = console) {}', ['1: console belongs to apps/']],
    ['const home = globalThis.process.env', ['1: process belongs to apps/']],
    [`import { env } from 'node:process'`, ['1: process belongs to apps/']],
    [`console.log('x')`, ['1: console belongs to apps/']],
    [`const text = 'console.log(process.env)' // process.env, export default`, []],
    ['export const x = { process: 1 }.process', []],
    ['function score(process: number) { return { process } }', []],
    ['const now = Date.now()', ['1: an engine is told the time']],
    ['const now = new Date()', ['1: an engine is told the time']],
    ['const x = Math.random()', ['1: an engine is told its random numbers']],
    ['const then = new Date(at)', []],
  ])('%s → %j', (text, expected) => {
    expect(breaches('packages/model/src/sample.ts', text, 'nothing')).toEqual(expected)
  })

  test.each(['utils', 'helpers', 'common', 'types', 'constants', 'CamelCase'])(
    'a file called %s.ts is refused',
    (name) => {
      expect(breaches(`packages/model/src/${name}.ts`, '', 'nothing')).toHaveLength(1)
    },
  )
})
