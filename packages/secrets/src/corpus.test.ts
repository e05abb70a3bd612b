import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { maskJsonLine } from './mask-json-line.ts'
import { createMasker } from './masker.ts'

const corpus = process.env['SES_CORPUS']

describe.skipIf(corpus === undefined)('over a corpus of transcripts (set SES_CORPUS to a folder to run)', () => {
  it('every line still parses, differs in string values only, and masks twice as once', { timeout: 600_000 }, () => {
    const masker = createMasker()
    let lines = 0
    let masked = 0
    for (const entry of readdirSync(corpus as string, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.jsonl')) continue
      for (const line of readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n')) {
        lines += 1
        const once = maskJsonLine(line, masker)
        if (once === line) continue
        masked += 1
        if (maskJsonLine(once, masker) !== once) expect.fail(`masked twice differs: ${entry.name}`)
        if (shape(line) !== shape(once)) expect.fail(`structure differs: ${entry.name}`)
      }
    }
    expect(lines).toBeGreaterThan(0)
    console.info(`${masked} of ${lines} lines hold something masked`)
  })
})

/** The line with every string value emptied. */
function shape(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line), (_, value) => (typeof value === 'string' ? '' : value))
  } catch {
    return ''
  }
}
