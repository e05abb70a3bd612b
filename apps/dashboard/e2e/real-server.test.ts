import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyzeSession, type SessionAnalysis } from '@ses/core'
import type { DashboardLimits } from '@ses/schema'
import { createDashboard, type Dashboard } from '@ses/server'
import { openStore, refreshIndex, type SessionStore, writeSession } from '@ses/store'
import { buildSession } from '@ses/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostile } from './fake-data.ts'
import { chromiumPath, needsChromium, openBrowser } from './open-browser.ts'
import { buildPage } from './serve-page.ts'

describe.skipIf(!chromiumPath)(`the page on the real server${needsChromium}`, { timeout: 60_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), 'ses-dashboard-server-'))
  const analyses = new Map<string, SessionAnalysis>()
  let store: SessionStore
  let built: Awaited<ReturnType<typeof buildPage>>
  let browser: Browser
  let dashboard: Dashboard
  let page: Page
  const complaints: string[] = []

  const record = async (id: string, prompt: string, hoursAgo: number): Promise<void> => {
    const session = buildSession({ id, startedAt: Date.now() - hoursAgo * 3_600_000 })
      .prompt(prompt)
      .read('src/auth.ts')
      .edit('src/auth.ts', { before: 'a\nb', after: 'a\nc' })
      .shell(`npm test ${prompt}`, { outcome: 'error', output: `1 failed ${prompt}` })
      .reply('Done.')
      .build()
    const analysis = await analyzeSession(session)
    analyses.set(id, analysis)
    const { summary, coverage, diagnostics } = analysis
    await writeSession(store, { session: analysis.session, summary, coverage, diagnostics, sesVersion: '0' })
    await refreshIndex(store, { lazily: true })
  }

  beforeAll(async () => {
    store = openStore(join(base, '.ses-logs'))
    built = await buildPage()
    for (let i = 0; i < 30; i += 1) await record(`session-${i}`, `Fix the timeout of part ${i}`, 2 + i * 5)
    await record('hostile', hostile, 1)
    let limits: DashboardLimits = { session: null, day: 1, month: null, project: null, warn_at: 0.8 }
    dashboard = await createDashboard(
      {
        store,
        project: '/project',
        now: Date.now,
        analyse: async ({ id }) => analyses.get(id),
        isReadable: async ({ id }) => analyses.has(id),
        checkpoints: async () => [],
        limits: async () => limits,
        setLimits: async (next) => {
          limits = next
        },
        spending: async () => [{ scope: 'day', spent_usd: 2, expected_usd: null, period: '2026-02-27' }],
        settings: async () => ({ version: '0', project: '/project', folders: {}, config: [], doctor: [] }),
        alertFile: join(base, 'alerts.json'),
        onError: (what, error) => complaints.push(`${what}: ${error}`),
      },
      { page: built.folder, port: 0, limits: { watchMs: 50 } },
    )
    browser = await openBrowser()
    page = await (await browser.newContext({ locale: 'en-US' })).newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await dashboard?.close()
    built?.remove()
    rmSync(base, { recursive: true, force: true })
  })

  test('is signed in by the address it was opened with, which then leaves the address bar', async () => {
    await page.goto(dashboard.url)
    await page.getByText('Recent sessions').waitFor()
    expect(page.url()).not.toContain('token')
  })

  test.each([
    ['#/sessions', '31 sessions'],
    ['#/sessions/session-3', 'Fix the timeout of part 3'],
    ['#/sessions/session-3/files', 'In the timeline'],
    ['#/sessions/session-3/cost', 'Cost'],
    ['#/sessions/session-3/children', 'No sub-agent was started.'],
    ['#/sessions/session-3/checkpoints', 'No checkpoint was taken.'],
    ['#/sessions/session-3/review', 'Not reviewed yet.'],
    ['#/sessions/session-3/summary', 'No AI summary yet.'],
    ['#/sessions/hostile', hostile],
    ['#/patterns', 'Habits found in 31 sessions'],
    ['#/models', 'Agents'],
    ['#/files', 'auth.ts'],
    ['#/files?path=src%2Fauth.ts', 'As a list of sessions'],
    ['#/search?q=timeout', 'sessions found'],
    ['#/budgets', 'over the limit'],
    ['#/settings', 'All is well.'],
  ])('%s shows “%s”', async (address, text) => {
    await page.goto(`${dashboard.origin}${address}`)
    await page.getByText(text).first().waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.evaluate('window.__hurt ?? null')).toBeNull()
    expect(complaints).toEqual([])
  })

  test('search marks what it found', async () => {
    await page.goto(`${dashboard.origin}#/search?q=timeout`)
    await page.locator('mark').first().waitFor()
    expect(await page.locator('mark').first().textContent()).toMatch(/timeout/i)
  })

  test('a session that ends meanwhile appears without being asked for', async () => {
    await page.goto(`${dashboard.origin}#/sessions`)
    await page.getByText('31 sessions').waitFor()
    await page.getByText('Live').waitFor()
    await record('later', 'Arrived while you looked', 0)
    await page.getByText('32 sessions').waitFor()
    await page.getByText('Arrived while you looked').waitFor()
  })

  test('limits are saved and alerts acknowledged', async () => {
    await page.goto(`${dashboard.origin}#/budgets`)
    await page.getByLabel('A month').fill('250')
    await page.getByRole('button', { name: 'Save limits' }).click()
    await page.getByText('Saved').waitFor()
    await page.getByRole('button', { name: 'Acknowledge' }).first().click()
    await page.getByText('acknowledged').first().waitFor()
    await page.reload()
    await page.getByLabel('A month').waitFor()
    expect(await page.getByLabel('A month').inputValue()).toBe('250.00')
  })

  test('a browser without the token sees nothing of it', async () => {
    const stranger = await (await browser.newContext()).newPage()
    const answer = await stranger.goto(`${dashboard.origin}#/sessions`)
    expect(answer?.status()).toBe(401)
    expect(await stranger.locator('#app').count()).toBe(0)
  })
})
