// `pnpm bench [-- <name>…]`: measures against floors taken in the same run and prints ratios. Names: startup, throughput, memory, usage, archive, checkpoints, hooks.
import { build, install } from '../scripts/workspace.mjs'
import { archive } from './archive.mjs'
import { checkpoints } from './checkpoints.mjs'
import { hooks } from './hooks.mjs'
import { memory } from './memory.mjs'
import { proxy } from './proxy.mjs'
import { server } from './server.mjs'
import { startup } from './startup.mjs'
import { store } from './store.mjs'
import { throughput } from './throughput.mjs'
import { usage } from './usage.mjs'

/** @type {Record<string, () => Promise<readonly import('./measure.mjs').Row[]>>} */
const benches = { startup, throughput, memory, usage, archive, checkpoints, hooks, store, server, proxy }

const wanted = process.argv.slice(2).filter((name) => name !== '--')
const unknown = wanted.find((name) => !Object.hasOwn(benches, name))
if (unknown !== undefined) {
  process.stderr.write(`bench: no bench is called "${unknown}"\n  fix: one of ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}

install()
build()
process.stdout.write(`node ${process.version}, ${process.platform} ${process.arch}\n`)
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stdout.write(`\n${name}\n`)
  for (const { what, value, against, target } of await bench()) {
    process.stdout.write(
      `  ${what.padEnd(46)} ${value.padStart(12)}   ${against}${target ? `   (aim: ${target})` : ''}\n`,
    )
  }
}
