// `npm run check [-- <gate>…]`: every gate a change must pass, or the named ones. `-- --list` prints their names.
import { build, install, run } from './workspace.mjs'

/** Cheapest first. A gate is a list of commands that must all succeed. */
const gates = {
  lint: [['biome', 'ci', '--error-on-warnings', '.']],
  types: [
    ['tsc', '--build'],
    ['tsc', '-p', 'tsconfig.test.json'],
  ],
  knip: [['knip', '--no-progress', '--no-config-hints']],
  architecture: [['vitest', 'run', 'test/architecture.test.ts', 'test/workspace.test.ts']],
  tests: [['vitest', 'run']],
  packages: [['turbo', 'run', 'test:pack', '--output-logs=errors-only', '--log-prefix=task']],
}

const args = process.argv.slice(2)
if (args.includes('--list')) {
  process.stdout.write(`${Object.keys(gates).join('\n')}\n`)
  process.exit(0)
}
const unknown = args.find((name) => !Object.hasOwn(gates, name))
if (unknown) {
  process.stderr.write(`check: no gate is called "${unknown}"\n  fix: one of ${Object.keys(gates).join(', ')}\n`)
  process.exit(2)
}

install()
build()

const failed = []
for (const [name, commands] of Object.entries(gates)) {
  if (args.length > 0 && !args.includes(name)) continue
  const started = Date.now()
  process.stdout.write(`\n── ${name}\n`)
  const ok = commands.every(([command = '', ...rest]) => run(command, rest) === 0)
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  if (!ok) failed.push(name)
}
process.stdout.write(failed.length > 0 ? `\n✗ failed: ${failed.join(', ')}\n` : '\n✓ every gate passed\n')
process.exit(failed.length > 0 ? 1 : 0)
