import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hostile, hostileId } from './fake-data.ts'
import { chromiumPath, needsChromium, openBrowser } from './open-browser.ts'
import { buildPage, type Served, serve } from './serve-page.ts'
import { views } from './views.ts'

describe.skipIf(!chromiumPath)(`the page in Chromium${needsChromium}`, { timeout: 60_000 }, () => {
  let built: Awaited<ReturnType<typeof buildPage>>
  let browser: Browser
  let served: Served
  let context: BrowserContext
  let page: Page
  /** What the console said and what was asked of others: both must stay empty. */
  let complaints: string[]
  let foreign: string[]

  beforeAll(async () => {
    built = await buildPage()
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    built?.remove()
  })
  beforeEach(async () => {
    served = await serve(built.folder)
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' })
    page = await context.newPage()
    complaints = []
    foreign = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(served.origin)) foreign.push(request.url())
    })
  })
  afterEach(async () => {
    await context.close()
    await served.close()
  })

  const open = async (address: string): Promise<void> => {
    await page.goto(`${served.origin}/${address}`)
  }
  const see = (text: string): Promise<void> => page.getByText(text).first().waitFor()

  test.each(views)(
    '%s renders under the policy of the server, asks nobody else and fits at 1280 and 390 px',
    async (_, address, text) => {
      await open(address)
      await page.getByText(text).first().waitFor({ state: 'attached' })
      expect(complaints).toEqual([])
      expect(foreign).toEqual([])
      expect(await page.title()).toMatch(/ · ses$/)
      const beyond = (): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(await beyond()).toBeLessThanOrEqual(0)
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await beyond()).toBeLessThanOrEqual(0)
    },
  )

  test('an address that leads nowhere says so', async () => {
    await open('#/nowhere')
    await see('No page has this address.')
  })

  test('a project without sessions says what would bring one', async () => {
    served.api.sessions = []
    await open('#/?days=all')
    await see('No session yet.')
    await open('#/sessions')
    await see('No session yet.')
  })

  test('a failing API is told with its fix, and trying again helps', async () => {
    served.api.failing = 500
    await open('#/patterns')
    await see('The store cannot be read.')
    await see('Run “ses doctor”.')
    served.api.failing = undefined
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await see('Repeated a failing command')
  })

  test('a browser that is not signed in is told how', async () => {
    served.api.failing = 401
    await open('#/sessions')
    await see('This browser is not signed in to the dashboard.')
  })

  test('shows a new session without being asked, and keeps its place', async () => {
    await open('#/sessions')
    await see('10,000 sessions')
    await see('Live')
    await page.evaluate('scrollTo(0, 90000)')
    await page.locator('[aria-rowindex="2245"] a').waitFor()
    const [first] = served.api.sessions
    served.api.sessions = [{ ...first!, id: 'new-one', intent: 'Just started' }, ...served.api.sessions]
    served.api.tell({ type: 'sessions', sessions: ['new-one'] })
    await see('10,001 sessions')
    expect(await page.evaluate('scrollY')).toBe(90_000)
    expect(await page.locator('[aria-rowindex="2245"] a').count()).toBe(1)
    await page.evaluate('scrollTo(0, 0)')
    await see('Just started')
  })

  test('comes back after the connection was lost, and catches up', async () => {
    await open('#/sessions')
    await see('Live')
    served.api.sessions = served.api.sessions.slice(0, 500)
    served.api.cut()
    await see('500 sessions')
    await see('Live')
  })

  test('a session whose every field is markup executes nothing and shows the text', async () => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const places = views.map(([, address]) => address.replace('5e55-000005', encodeURIComponent(hostileId)))
    for (const address of places) {
      await open(address)
      await page.locator('main h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.evaluate('for (const details of document.querySelectorAll("main details")) details.open = true')
      await page.waitForTimeout(50)
      expect(
        await page.evaluate(
          '[window.__hurt ?? null, document.querySelectorAll("main img, main script, main [onerror], main [onload]").length]',
        ),
      ).toEqual([null, 0])
    }
    expect(requests.filter((path) => path === '/x' || path.endsWith('/x'))).toEqual([])
    expect(complaints).toEqual([])
    await open(places[2]!)
    await see('What the agent said')
    expect(await page.locator('h1').textContent()).toBe(hostile)
    expect(await page.locator('.timeline').textContent()).toContain(hostile)
    expect(await page.locator('.rail').textContent()).toContain(hostile)
  })

  test('10,000 sessions: the first view is there in 1.5 s, and scrolling takes less than a frame for each', async () => {
    await open('#/')
    await see('Recent sessions')
    // A busy machine is slow in some runs, a slow page in all.
    let firstView = Number.POSITIVE_INFINITY
    for (let run = 0; run < 3 && firstView > 1500; run += 1) {
      await page.goto('about:blank')
      const started = Date.now()
      await open('#/sessions')
      await page.locator('[aria-rowindex="10"] a').waitFor()
      firstView = Math.min(firstView, Date.now() - started)
    }
    let list = await scroll(page)
    for (let run = 1; run < 3 && list.cost > frame; run += 1) list = await scroll(page)
    expect(await page.locator('.session-row').count()).toBeLessThan(90)
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    await page.locator('[aria-rowindex="10001"] a').waitFor()
    const plain = await context.newPage()
    await plain.setContent(
      `<body style="font: 13px/39px sans-serif">${'<div style="border-top: 1px solid">Write tests for the retry queue, feature, low, Claude Code, Nov 20, 12:00, 31 min, 2, $1.20</div>'.repeat(10_000)}`,
    )
    const floor = await scroll(plain)
    console.log(`first view ${firstView} ms; scrolling ${told(list)}; lines of plain text ${told(floor)}`)
    expect(firstView).toBeLessThanOrEqual(1500)
    // Processor time, because the time between two frames is that of everything else on the machine as well.
    expect(list.cost).toBeLessThanOrEqual(frame)
  })

  test('search, filters and order stand in the address', async () => {
    await open('#/sessions')
    await page.keyboard.press('/')
    await page.keyboard.type('retry')
    await page.waitForURL(/q=retry/)
    await page.locator('summary', { hasText: 'Risk' }).click()
    await page.getByLabel('high').check()
    const answer = page.waitForResponse((response) => /risk=high.*sort=cost|sort=cost.*risk=high/.test(response.url()))
    await page.getByRole('button', { name: 'Cost' }).click()
    await page.waitForURL(/risk=high&sort=cost&order=desc/)
    // The rows of the order before stand there until the answer is shown.
    const { sessions } = (await (await answer).json()) as { sessions: readonly { cost: number }[] }
    const first = page.locator('[aria-rowindex="2"]', { hasText: `$${sessions[0]?.cost.toFixed(2)}` })
    await first.waitFor()
    const shown = await first.textContent()
    await page.reload()
    await page.locator('[aria-rowindex="2"] a').waitFor()
    expect(await page.locator('[aria-rowindex="2"]').textContent()).toBe(shown)
    expect(shown).toContain('retry')
    await page.getByRole('button', { name: 'Clear' }).click()
    expect(page.url()).not.toContain('risk')
  })

  test('is used by keyboard: places, items, help, skip link', async () => {
    await open('#/')
    await see('Recent sessions')
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.locator('[aria-rowindex="2"] a').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/sessions\/5e55-000000/)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })
    await page.reload()
    await see('What the agent said')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
  })

  test('evidence of a finding leads to its event, however far down', async () => {
    await open('#/sessions/5e55-000005/timeline?at=e1044')
    const event = page.locator('[data-aimed]')
    await event.waitFor()
    expect(await page.evaluate('document.activeElement.closest("[data-aimed]") !== null')).toBe(true)
    const place = (await event.boundingBox())!
    expect(place.y > 0 && place.y < 800).toBe(true)
    await page.getByRole('link', { name: 'Event 2 of 3' }).first().click()
    await page.waitForURL(/at=e24/)
    await page.locator('[data-aimed]', { hasText: 'npm test' }).waitFor()
  })

  test('limits are saved, nonsense is refused, alerts are acknowledged', async () => {
    await open('#/budgets')
    await page.getByLabel('A day').fill('lots')
    await page.getByRole('button', { name: 'Save limits' }).click()
    await see('“lots” is not an amount.')
    await page.getByLabel('A day').fill('$ 33,50')
    await page.getByLabel('A month').fill('')
    await page.getByRole('button', { name: 'Save limits' }).click()
    await see('Saved')
    await page.reload()
    await page.getByLabel('A day').waitFor()
    expect(await page.getByLabel('A day').inputValue()).toBe('33.50')
    expect(await page.getByLabel('A month').inputValue()).toBe('')
    await see('2 new alerts')
    await page.getByRole('button', { name: 'Acknowledge' }).first().click()
    await page.getByText('1 new alerts').waitFor({ state: 'attached' })
  })

  test('follows the colours of the system until one is chosen', async () => {
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    await page.emulateMedia({ colorScheme: 'dark' })
    await open('#/patterns')
    await see('Patterns')
    expect(await ground()).toBe('rgb(19, 19, 18)')
    await page.getByRole('button', { name: 'Colours: as the system' }).click()
    expect(await ground()).toBe('rgb(247, 247, 245)')
    await page.reload()
    await see('Patterns')
    expect(await ground()).toBe('rgb(247, 247, 245)')
  })

  test('every control has a name and every field a label', async () => {
    for (const [, address, text] of views) {
      await open(address)
      await page.getByText(text).first().waitFor({ state: 'attached' })
      const nameless = await page.evaluate(`[...document.querySelectorAll('button, a[href], input, summary')]
        .filter((el) => !el.textContent.trim() && !el.getAttribute('aria-label') && !(el.labels && [...el.labels].some((l) => l.textContent.trim())))
        .map((el) => el.outerHTML)`)
      expect(nameless).toEqual([])
    }
  })
})

/** Milliseconds of a frame at 60 a second. */
const frame = 16.7

/** How scrolling went. */
interface Scrolling {
  readonly frames: number
  /** Part of the frames that came more than 50 ms after the one before. */
  readonly long: number
  /** Processor time of the page's main thread for a frame, in milliseconds. */
  readonly cost: number
}

function told({ frames, long, cost }: Scrolling): string {
  return `${frames} frames, ${(long * 100).toFixed(1)} % over 50 ms, ${cost.toFixed(1)} ms of main thread each`
}

/** Scrolls down for three seconds, 180 pixels a frame. */
async function scroll(page: Page): Promise<Scrolling> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const before = await busy()
  const gaps = (await page.evaluate(scrolling)) as number[]
  const spent = (await busy()) - before
  const long = gaps.filter((ms) => ms > 50).length
  return { frames: gaps.length, long: long / gaps.length, cost: (spent * 1000) / gaps.length }
}

/** Answers the milliseconds from frame to frame. */
const scrolling = `new Promise((resolve) => {
  const frames = []
  let last = performance.now()
  const until = last + 3000
  const step = (now) => {
    frames.push(now - last)
    last = now
    scrollBy(0, 180)
    if (now < until) requestAnimationFrame(step)
    else resolve(frames)
  }
  requestAnimationFrame(step)
})`
