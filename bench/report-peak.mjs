// Loaded with `--import`: writes the process's peak resident size to stderr when it ends.
import { writeSync } from 'node:fs'

process.on('exit', () => {
  writeSync(2, `\npeak ${process.resourceUsage().maxRSS}\n`)
})
