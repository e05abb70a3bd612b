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

/** `src/quick.ts` is a bundle of its own; the entry loads it as a file beside it. */
const quickApart = {
  name: 'quick-apart',
  /** @param {{ onResolve: Function }} build */
  setup(build) {
    build.onResolve({ filter: /\/quick\.ts$/ }, () => ({ path: './quick.js', external: true }))
  },
}

/** One chunk per command, but one file for the commands that must start at once. */
export default defineConfig([
  {
    ...common,
    entry: ['src/bin.ts'],
    splitting: true,
    clean: ['dist/*.js', 'dist/*.js.map'],
    esbuildPlugins: [quickApart],
    esbuildOptions: fromSource,
  },
  { ...common, entry: ['src/quick.ts'], splitting: false, clean: false, esbuildOptions: fromSource },
])
