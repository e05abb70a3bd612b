// Loaded with `--import`: writes the process's peak resident size and its CPU time, in microseconds, to stderr when it ends.
import { writeSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  writeSync(2, `\npeak ${maxRSS}\ncpu ${userCPUTime + systemCPUTime}\n`)
})
