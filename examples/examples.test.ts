import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyzeSession } from '@ses/core'
import { expect, it } from 'vitest'

const here = (name: string): string => new URL(name, import.meta.url).pathname
const node = (...args: string[]): string => execFileSync(process.execPath, args, { encoding: 'utf8' })

it('the library example prints an analysis', () => {
  const out = node(here('analyze.mjs'))
  expect(out).toMatch(/bugfix, risk (?:low|medium|high)/)
  expect(out).toMatch(/grade [ABCDF]\+?, 14 model responses, 0\.\d\d USD/)
  expect(out).toContain('- retry_loop at event ')
})

it('the bot example reads nothing but the fixed keys of summary.json', async () => {
  const { summary } = await analyzeSession(readFileSync(here('codex-feature.jsonl')))
  const { version, session, changes, activity, review_hints, prompts, scope } = summary
  const folder = mkdtempSync(join(tmpdir(), 'ses-bot-'))
  const path = join(folder, 'summary.json')
  writeFileSync(path, JSON.stringify({ version, session, changes, activity, review_hints, prompts, scope }))
  expect(node(here('bot.mjs'), path)).toMatch(/^\*\*Added: .*\*\*: feature, risk \w+, 3 files changed/)
  rmSync(folder, { recursive: true })
})
