import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'

/** Workspace packages are taken in from source, so that a command loads no more of them than it uses. */
const common = {
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  noExternal: [/^@ses\//, 'picocolors'],
}

/** @param {import('tsup').Options['esbuildOptions'] extends infer F ? any : never} options */
const fromSource = (options) => {
  options.conditions = ['@ses/source']
}

/** Each is a file of its own, loaded by `load-program.ts`, for what must start at once. */
const quick = ['src/quick.ts', 'src/quick-usage.ts', 'src/quick-statusline.ts']

/** `quick-usage` knows the command and never runs it: readers and prices stay out. */
const scanApart = {
  name: 'scan-apart',
  /** @param {{ onResolve: Function }} build */
  setup(build) {
    build.onResolve({ filter: /\/run-usage\.ts$/ }, () => ({ path: './run-usage.js', external: true }))
  },
}

/** What finalises sessions is loaded only when one is due, what prices a session told by hand only when one is open. */
const sweepApart = {
  name: 'sweep-apart',
  /** @param {{ onResolve: Function }} build */
  setup(build) {
    build.onResolve({ filter: /\/sweep\.ts$/ }, (/** @type {{ kind: string }} */ { kind }) =>
      kind === 'dynamic-import' ? { path: './finalise/sweep.js', external: true } : undefined,
    )
    build.onResolve({ filter: /\/open-metered\.ts$/ }, () => ({ path: './metered/open-metered.js', external: true }))
  },
}

/** CommonJS starts faster than a module: for a module Node first starts its loader. */
const commonJs = {
  ...common,
  format: 'cjs',
  sourcemap: false,
  splitting: false,
  minify: true,
  clean: false,
  outExtension: () => ({ js: '.cjs' }),
}

/** @param {Parameters<typeof fromSource>[0]} options */
const asProgram = (options) => {
  fromSource(options)
  options.define = { ...options.define, 'import.meta.url': '__meta.url' }
}

/** A function, as `load-program.ts` runs it. */
const program = {
  ...commonJs,
  banner: { js: '(function(exports,require,module,__meta,__import){' },
  footer: { js: '})' },
  plugins: [
    {
      name: 'import-given',
      /** @param {string} code */
      renderChunk: (code) => ({ code: code.replaceAll(/\bimport\((?=["'`])/g, '__import(') }),
    },
  ],
}

/** What only a configured project needs is loaded from a file of its own. */
const maskerApart = {
  name: 'masker-apart',
  /** @param {{ onResolve: Function }} build */
  setup(build) {
    build.onResolve({ filter: /\/configured-masker\.ts$/ }, (/** @type {{ kind: string }} */ { kind }) =>
      kind === 'entry-point' ? undefined : { path: './configured-masker.cjs', external: true },
    )
  },
}

/** The keywords are part of the program; the rules lie beside it, for the few calls in which one of the keywords stands. */
const rulesApart = {
  name: 'rules-apart',
  /** @param {{ onLoad: Function, onResolve: Function, esbuild: { build: Function } }} build */
  setup(build) {
    build.onResolve({ filter: /\/hook-rules\.json$/ }, (/** @type {{ path: string }} */ { path }) => ({
      path,
      external: true,
    }))
    build.onLoad(
      { filter: /secrets[\\/]src[\\/]built-in-rules\.ts$/ },
      async (/** @type {{ path: string }} */ { path }) => {
        const folder = dirname(path)
        const { outputFiles } = await build.esbuild.build({
          stdin: {
            contents: `export { builtIn } from './built-in-rules.ts'\nexport { packRules } from './packed-rules.ts'`,
            resolveDir: folder,
          },
          bundle: true,
          write: false,
          format: 'esm',
          conditions: ['@ses/source'],
        })
        const { builtIn, packRules } = await import(
          `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
        )
        mkdirSync('dist', { recursive: true })
        writeFileSync('dist/hook-rules.json', packRules(builtIn.rules()))
        const contents = [
          `import { unpackRules } from './packed-rules.ts'`,
          `let rules`,
          `export const builtIn = {`,
          `  keywords: ${JSON.stringify(builtIn.keywords.join('\n'))}.split('\\n'),`,
          `  nameKeywords: ${JSON.stringify(builtIn.nameKeywords.join('\n'))}.split('\\n'),`,
          `  rules: () => (rules ??= unpackRules(require('./hook-rules.json'))),`,
          `}`,
        ].join('\n')
        return { contents, loader: 'js', resolveDir: folder }
      },
    )
  },
}

/** The page that `ses dashboard` serves is built before, by its own package; without it the command says what is missing. */
const copyPage = async () => {
  const page = join(dirname(fileURLToPath(import.meta.resolve('@ses/dashboard/package.json'))), 'dist')
  rmSync('dist/dashboard', { recursive: true, force: true })
  if (existsSync(join(page, 'index.html'))) cpSync(page, 'dist/dashboard', { recursive: true })
  else console.warn('apps/dashboard is not built: `ses dashboard` of this build has no page')
}

/** One chunk per command, but one file for what must start at once. */
export default defineConfig([
  {
    ...common,
    entry: ['src/start.ts', 'src/finalise/sweep.ts', 'src/metered/open-metered.ts', 'src/search/search-worker.ts'],
    splitting: true,
    clean: ['dist/*.js', 'dist/*.js.map', 'dist/*.cjs', 'dist/hook-rules.json', 'dist/*.cache'],
    esbuildOptions: fromSource,
    onSuccess: copyPage,
  },
  {
    ...program,
    entry: quick,
    esbuildPlugins: [scanApart, sweepApart],
    esbuildOptions: asProgram,
  },
  {
    ...program,
    entry: ['src/hook-main.ts'],
    esbuildPlugins: [maskerApart, rulesApart],
    esbuildOptions: (options) => {
      asProgram(options)
      options.supported = { 'dynamic-import': false }
    },
  },
  {
    ...commonJs,
    entry: { bin: 'src/bin.ts', hook: 'src/hook.ts', 'configured-masker': 'src/log/configured-masker.ts' },
    external: ['./start.js'],
    esbuildOptions: (options) => {
      fromSource(options)
      options.define = { ...options.define, 'import.meta.url': '__filename' }
    },
  },
])
