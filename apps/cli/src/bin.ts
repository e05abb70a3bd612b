#!/usr/bin/env node
import { join } from 'node:path'
import { loadProgram, type Program } from './load-program.ts'
import { homeFolder, processHost } from './process-host.ts'
import { readVersion } from './version.ts'

// What people, editors and agents call all the time has a program of its own; nothing else is loaded for it, not even the loader of modules.

const QUICK: ReadonlySet<string> = new Set(['list', 'ls', 'query', 'search', 'status'])
const args = process.argv.slice(2)
const [verb = ''] = args

if (verb === 'log' && !args.includes('--help') && !args.includes('-h')) {
  require(join(__dirname, 'hook.cjs'))
} else if (args.length === 1 && (verb === '--version' || verb === '-v' || verb === 'version')) {
  process.stdout.write(`${readVersion(join(__dirname, '../package.json'))}\n`)
} else if (args.length === 1 && verb === 'statusline') {
  statusline()
} else if (QUICK.has(verb)) {
  const program = loadProgram<typeof import('./quick.ts')>(__dirname, 'quick.cjs')
  void finish(program, program.exports.runQuickly?.(args, processHost()))
} else if (verb === 'usage') {
  const program = loadProgram<typeof import('./quick-usage.ts')>(__dirname, 'quick-usage.cjs')
  void finish(program, program.exports.runUsageQuickly?.(args, processHost()))
} else {
  void import('./start.js')
}

/** Ends with the exit code of a quick answer, or goes the long way where there is none. */
async function finish(program: Program<unknown>, quick: Promise<number | undefined> | undefined): Promise<void> {
  const exit = await quick
  if (exit === undefined) await import('./start.js')
  else process.exitCode = exit
  program.keep()
}

function statusline(): void {
  const { exports, keep } = loadProgram<typeof import('./quick-statusline.ts')>(__dirname, 'quick-statusline.cjs')
  const host = { env: process.env, cwd: process.cwd(), home: homeFolder(), now: Date.now() }
  const [, script] = process.argv
  if (exports.printStatusline?.(host) === true && script !== undefined) {
    // The line was printed; what it says of today is brought up to date for the next one, at most every two minutes.
    const { spawn } = process.getBuiltinModule('node:child_process')
    spawn(process.execPath, [script, 'usage', '--json'], { detached: true, stdio: 'ignore', windowsHide: true })
      .on('error', () => {})
      .unref()
  }
  keep()
}
