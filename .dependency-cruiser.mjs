// The law of imports: the table of ARCHITECTURE.md as data. A new package is one new line in `layers`.

/**
 * `may`: the workspace packages it may import. `npm`: the only registry packages it may import (absent: any that its package.json declares).
 * `pure`: no Node builtin, no clock, no environment, no console.
 * @type {Record<string, { pure?: true, may: readonly string[], npm?: readonly string[] }>}
 */
export const layers = {
  'packages/model': { pure: true, may: [], npm: [] },

  'packages/agents': { pure: true, may: ['model'], npm: [] },
  'packages/classifier': { pure: true, may: ['model'], npm: [] },
  'packages/patterns': { pure: true, may: ['model'], npm: [] },
  'packages/secrets': { pure: true, may: ['model'], npm: ['@noble/hashes', 're2js'] },
  'packages/pricing': { pure: true, may: ['model'], npm: [] },
  'packages/schema': { pure: true, may: ['model'], npm: ['zod'] },

  'packages/hooks': { pure: true, may: ['model'], npm: ['jsonc-parser', 'smol-toml'] },
  'packages/interop': { pure: true, may: ['model', 'schema'], npm: ['@noble/hashes', 'csv-stringify'] },

  'packages/core': {
    pure: true,
    may: ['agents', 'classifier', 'model', 'patterns', 'pricing', 'schema', 'secrets'],
    npm: [],
  },

  'packages/reports': { pure: true, may: ['classifier', 'model', 'schema'], npm: [] },

  'packages/sources': { may: ['agents', 'model'] },
  'packages/store': { may: ['model', 'schema'] },
  'packages/archive': { may: ['model', 'schema'] },

  'packages/capture': { may: ['agents', 'hooks', 'model', 'secrets', 'store'] },
  'packages/checkpoints': { may: ['model'] },
  'packages/webhooks': { may: ['model', 'schema', 'store'] },
  'packages/proxy': { may: ['model', 'pricing'] },
  'packages/llm': { may: ['model', 'schema'] },
  'packages/reviews': { may: ['interop', 'llm', 'model', 'schema'] },
  'packages/mcp': { may: ['schema'] },
  'packages/server': { may: ['core', 'model', 'reports', 'schema', 'store'] },

  'packages/testkit': { may: ['model'] },

  'apps/dashboard': { may: ['schema'] },

  'apps/cli': {
    may: [
      'agents',
      'archive',
      'capture',
      'checkpoints',
      'classifier',
      'core',
      'hooks',
      'interop',
      'llm',
      'mcp',
      'model',
      'patterns',
      'pricing',
      'proxy',
      'reports',
      'reviews',
      'schema',
      'secrets',
      'server',
      'sources',
      'store',
      'webhooks',
    ],
  },
}

/** Folders of interchangeable variants: a file or folder in one of them never imports another; its `index.ts` names them all. */
export const variants = [
  'packages/agents/src/agents',
  'packages/checkpoints/src/resume/agents',
  'packages/classifier/src/risk-rules',
  'packages/classifier/src/type-cues',
  'packages/classifier/src/type-rules',
  'packages/llm/src/providers',
  'packages/hooks/src/payloads',
  'packages/hooks/src/mcp-registrations',
  'packages/hooks/src/registrations',
  'packages/mcp/src/tools',
  'packages/patterns/src/detectors',
  'packages/proxy/src/dialects',
  'packages/interop/src/exporters',
  'packages/reviews/src/rules',
  'packages/reviews/src/providers',
  'packages/secrets/src/rules',
]

/** Private tooling of tests: may be imported by every test and is itself held to the rules of tests. */
export const testing = ['packages/testkit']

const test = '[.]test[.]ts$'
const anyOf = (/** @type {readonly string[]} */ names) => `(${names.map(literal).join('|')})`
const pure = Object.keys(layers).filter((folder) => layers[folder]?.pure)

const perPackage = Object.entries(layers).flatMap(([folder, { may, npm }]) => {
  const allowed = [folder, ...may.map((name) => `packages/${name}`)]
  const own = `^${literal(folder)}/`
  const rules = [
    {
      name: `layers: ${folder}`,
      comment: `${folder} may import ${may.join(', ') || 'no other package'}`,
      from: { path: `${own}src/`, pathNot: test },
      to: { path: '^(packages|apps)/', pathNot: `^${anyOf(allowed)}/` },
    },
    {
      name: `layers: tests of ${folder}`,
      comment: `the tests of ${folder} may import what it may import, and ${testing.join(', ')}`,
      from: { path: `${own}src/.*${test}` },
      to: { path: '^(packages|apps)/', pathNot: `^${anyOf([...allowed, ...testing])}/` },
    },
  ]
  if (!npm) return rules
  const known = npm.length > 0 ? { pathNot: `(^|/)node_modules/${anyOf(npm)}/` } : {}
  const registry = {
    name: `registry: ${folder}`,
    comment: `${folder} may import ${npm.join(', ') || 'nothing'} from the registry`,
    from: { path: `${own}src/`, pathNot: test },
    to: { path: '(^|/)node_modules/', ...known },
  }
  return [...rules, registry]
})

const perVariantFolder = variants.map((folder) => ({
  name: `variants: ${folder}`,
  comment: 'a variant never imports a sibling; only the index.ts of the folder names them all',
  // A test of the whole folder stands in it under the folder's or the law's name and may import the array.
  from: { path: `^${literal(folder)}/(?!index[.])([^/.]+)[/.]`, pathNot: `^${literal(folder)}/[^/]+${test}` },
  to: { path: `^${literal(folder)}/`, pathNot: `^${literal(folder)}/$1[/.]` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...perPackage,
    ...perVariantFolder,
    {
      name: 'pure: no Node builtin',
      comment: 'engines and core run in a browser',
      from: { path: `^${anyOf(pure)}/src/`, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'packages are entered by their index',
      from: { path: '^((?:packages|apps)/[^/]+)/' },
      to: { path: '^(packages|apps)/', pathNot: ['^$1/', '^(packages|apps)/[^/]+/src/index[.]ts$'] },
    },
    { name: 'no cycle', from: {}, to: { circular: true } },
    { name: 'no unresolvable import', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no undeclared dependency',
      comment: 'what src imports stands in the package.json of its own package',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: test },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures)/' },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@ses/source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}

/** @param {string} text */
function literal(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
