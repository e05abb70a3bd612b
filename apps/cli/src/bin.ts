#!/usr/bin/env node
// Hooks of agents start this many times a minute: nothing else is loaded for them.
if (process.argv[2] === 'log' && !process.argv.includes('--help') && !process.argv.includes('-h')) {
  process.getBuiltinModule('node:module').createRequire(import.meta.url)('./hook.cjs')
} else {
  await import('./start.ts')
}

export {}
