import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hostile, sampleSession, sampleSummary } from '../fixtures/sample-session.ts'
import { exporters } from './index.ts'

const options = { version: '1.2.3' }

it('has one file per format and names each in the array', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => !/^index|\.test\./.test(name))
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(exporters.map(({ id }) => id).sort())
})

describe.each(exporters.map((exporter) => [exporter.id, exporter] as const))('%s', (_, exporter) => {
  it('gives the same bytes for the same session', () => {
    expect(exporter.write([sampleSession()], options)).toBe(exporter.write([sampleSession()], options))
  })

  it('writes no session at all without failing', () => {
    expect(typeof exporter.write([], options)).toBe('string')
  })

  it('writes a session of which only the summary is left, and one whose every text is hostile', () => {
    for (const session of [{ summary: sampleSummary(hostile) }, sampleSession(hostile)]) {
      expect(exporter.write([session, session], options).length).toBeGreaterThan(20)
    }
  })
})
