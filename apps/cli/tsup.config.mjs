import { defineConfig } from 'tsup'

/** One chunk per command: workspace packages are taken in from source, so that a command loads no more of them than it uses. */
export default defineConfig({
  entry: ['src/bin.ts'],
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  splitting: true,
  clean: ['dist/*.js', 'dist/*.js.map'],
  noExternal: [/^@ses\//, 'picocolors'],
  esbuildOptions: (options) => {
    options.conditions = ['@ses/source']
  },
})
