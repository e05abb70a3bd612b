import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layers, testing } from '../.dependency-cruiser.mjs'
import { root } from './source-files.ts'

interface Manifest {
  name: string
  private?: boolean
  dependencies?: Record<string, string>
  [key: string]: unknown
}

interface Tsconfig {
  compilerOptions: { types?: string[]; lib?: string[] }
  references?: { path: string }[]
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const json = <T>(path: string): T => JSON.parse(read(path)) as T
const folders = Object.keys(layers)
const libraries = folders.filter((folder) => folder.startsWith('packages/'))

test('every package and app has its line in the table of layers, and the reverse', () => {
  const there = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(join(root, folder, 'package.json'))),
  )
  expect(there.sort()).toEqual([...folders].sort())
})

test('tsc --build reaches every package and app', () => {
  const { references } = json<{ references: { path: string }[] }>('tsconfig.json')
  expect(references.map(({ path }) => path).sort()).toEqual([...folders].sort())
})

test('changesets begin with what they bump, as changesets reads them, and name packages of the workspace', () => {
  const names = new Set(folders.map((folder) => json<Manifest>(`${folder}/package.json`).name))
  const files = readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const head = /^---\n((?:'@ses\/[a-z]+': (?:patch|minor|major)\n)+)---\n\n\S/.exec(read(`.changeset/${file}`))?.[1]
    expect(head, file).toBeDefined()
    for (const [, name = ''] of head?.matchAll(/'([^']+)'/g) ?? []) expect(names).toContain(name)
  }
})

describe.each(folders)('%s', (folder) => {
  const manifest = json<Manifest>(`${folder}/package.json`)
  const tsconfig = json<Tsconfig>(`${folder}/tsconfig.json`)
  const layer = layers[folder]
  const ours = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@ses/'))

  test('has the manifest of a public ES module for the Node versions we support', () => {
    expect(manifest).toMatchObject({
      name: folder.replace(/^(packages|apps)\//, '@ses/'),
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      description: expect.stringMatching(/^.{10,120}\.$/),
    })
    if (testing.includes(folder)) expect(manifest.private).toBe(true)
    else expect(manifest['publishConfig']).toEqual({ access: 'public' })
  })

  test('declares only workspace packages that its layer may import, and builds them first', () => {
    const may = layer?.may.map((name) => `@ses/${name}`) ?? []
    expect(ours.filter((name) => !may.includes(name))).toEqual([])
    const referenced = (tsconfig.references ?? []).map(({ path }) => `@ses/${path.split('/').at(-1)}`)
    expect(referenced.sort()).toEqual([...ours].sort())
  })
})

test.each(folders.filter((folder) => layers[folder]?.pure))('%s sees neither Node nor DOM types', (folder) => {
  const { compilerOptions } = json<Tsconfig>(`${folder}/tsconfig.json`)
  expect(compilerOptions.types ?? []).toEqual([])
  expect(compilerOptions.lib).toBeUndefined()
})

test.each(libraries)('%s is resolved from source inside the workspace and from dist outside it', (folder) => {
  expect(json<Manifest>(`${folder}/package.json`)['exports']).toEqual({
    '.': { '@ses/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  })
})

test('the base configuration offers no ambient types and ES2023 only', () => {
  const { compilerOptions } = json<{ compilerOptions: { types: string[]; lib: string[] } }>('tsconfig.base.json')
  expect(compilerOptions).toMatchObject({ types: [], lib: ['ES2023'], skipLibCheck: true, strict: true })
})

test('the lockfile names no host, so that it installs from any registry', () => {
  expect(read('pnpm-lock.yaml')).not.toMatch(/https?:\/\/|tarball:/)
})

test('the package manager has one version', () => {
  const { devEngines } = json<{ devEngines: { packageManager: { version: string } } }>('package.json')
  expect(read('pnpm-workspace.yaml')).toContain(`\n  pnpm: ${devEngines.packageManager.version}\n`)
})
