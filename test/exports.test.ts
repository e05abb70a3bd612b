import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyzeSession } from '@ses/core'
import { exporters } from '@ses/interop'
import { describe, expect, it } from 'vitest'
import { expectOtlp } from '../packages/interop/src/fixtures/expect-otlp.ts'
import { expectTraceRecord } from '../packages/interop/src/fixtures/expect-trace-record.ts'

const corpus = process.env['SES_CORPUS']
const files = corpus === undefined || !existsSync(corpus) ? [] : transcriptsBelow(corpus)
const write = (id: string) => exporters.find((exporter) => exporter.id === id)?.write

describe.skipIf(files.length === 0)('exports of all sessions of SES_CORPUS', () => {
  it('are OTLP that the published messages hold and Agent Trace that its schema accepts', async () => {
    let checked = 0
    for (const path of files) {
      const { summary, session } = await analyzeSession(readFileSync(path), { path })
      if (session.agent === 'unknown') continue
      const [traces, metrics] = (write('otlp')?.([{ summary, session }], { version: '1' }) ?? '').trim().split('\n')
      expectOtlp(JSON.parse(traces ?? ''), JSON.parse(metrics ?? ''))
      expectTraceRecord(JSON.parse(write('agent-trace')?.([{ summary, session }], { version: '1' }) ?? ''))
      checked += 1
    }
    expect(checked).toBeGreaterThan(100)
  }, 600_000)
})

function transcriptsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => join(folder, name))
    .sort()
}
