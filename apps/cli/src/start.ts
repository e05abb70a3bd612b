import { processHost } from './process-host.ts'
import { run } from './run.ts'

// The way of every command that has no program of its own.
process.exitCode = await run(process.argv.slice(2), processHost())
