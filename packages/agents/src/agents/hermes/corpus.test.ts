import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const corpus = process.env['SES_CORPUS']
const folder = corpus === undefined ? '' : join(corpus, 'hermes')
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.json$/.test(name) && !/summary/.test(name),
    )
  : []

describe.skipIf(corpus === undefined)('hermes on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThanOrEqual(3)
  })

  it.each(files)('%s', (name) => {
    const path = join(folder, name)
    const { value, coverage } = parseTranscript(readFileSync(path), { path })
    expect(value.agent).toBe('hermes')
    expect(coverage.recognised).toBe(coverage.lines)
    // None of these files holds a token count that says anything.
    expect(value.responses).toEqual([])
  })
})
