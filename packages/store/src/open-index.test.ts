import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { describeSessionIndex } from './fixtures/describe-session-index.ts'
import { openIndex } from './open-index.ts'
import { openStore } from './session-store.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describeSessionIndex('a folder', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ses-index-'))
  return {
    index: openIndex(openStore(join(directory, '.ses-logs'))),
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
})
