import { loadProgram } from './load-program.ts'

// The program that agents start dozens of times a minute while a person waits: it prints nothing and exits 0 whatever happens. The
// recording itself is `hook-main.cjs`.

try {
  const { exports, keep } = loadProgram<typeof import('./hook-main.ts')>(__dirname, 'hook-main.cjs')
  exports.main?.(__dirname, keep)
} catch {
  process.exit(0)
}
