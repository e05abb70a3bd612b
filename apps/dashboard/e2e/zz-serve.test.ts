import { test } from 'vitest'
import { serve } from './serve-page.ts'
import { spawn } from 'node:child_process'
test('x', { timeout: 120000 }, async () => {
  const s = await serve('/work/main/apps/dashboard/dist')
  const child = spawn('node', ['/tmp/prof.mjs', s.origin + '/'], { stdio: 'inherit' })
  await new Promise((r) => child.on('close', r))
  await s.close()
})
