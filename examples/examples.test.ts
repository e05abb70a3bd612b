import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
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

it('the bot example fails the build for a change of high risk without a test run', async () => {
  const { summary } = await analyzeSession(readFileSync(here('codex-feature.jsonl')))
  const folder = mkdtempSync(join(tmpdir(), 'ses-bot-'))
  const path = join(folder, 'summary.json')
  const worse = {
    ...summary,
    session: { ...summary.session, risk: 'high' },
    review_hints: { ...summary.review_hints, tests_run: false },
  }
  writeFileSync(path, JSON.stringify(worse))
  const { status, stdout } = spawnSync(process.execPath, [here('bot.mjs'), path], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stdout).toContain('- ❌ a change of high risk without a test run')
  rmSync(folder, { recursive: true })
})

it('the webhook example believes what is signed, once, and nothing else', async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const env = { ...process.env, SES_WEBHOOK_SECRET: secret }
  const receiver = spawn(process.execPath, [here('webhook-receiver.mjs'), '0'], { env })
  let out = ''
  receiver.stdout.on('data', (part: Buffer) => {
    out += part.toString()
  })
  await once(receiver.stdout, 'data')
  const url = /http:\S+/.exec(out)?.[0] ?? ''
  const summary = { session: { summary: 'Fixed: totals', risk: 'low' } }
  const body = JSON.stringify({ event: 'session.ended', timestamp: '', payload: summary })
  const post = async (id: string, at: number, sent: string, signed = sent): Promise<number> => {
    const time = String(Math.floor(at / 1000))
    const key = Buffer.from(secret.slice(6), 'base64')
    const signature = createHmac('sha256', key).update(`${id}.${time}.${signed}`).digest('base64')
    const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
    return (await fetch(url, { method: 'POST', body: sent, headers })).status
  }
  expect(await post('msg_1', Date.now(), body)).toBe(204)
  expect(await post('msg_1', Date.now(), body)).toBe(204)
  expect(await post('msg_2', Date.now(), `${body} `, body)).toBe(401)
  expect(await post('msg_3', Date.now() - 3_600_000, body)).toBe(401)
  expect(await post('msg_4', Date.now(), 'no json')).toBe(400)
  expect(out.match(/session\.ended: Fixed: totals/g)).toHaveLength(1)
  receiver.kill()
})
