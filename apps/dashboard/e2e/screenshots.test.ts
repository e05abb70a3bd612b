import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { chromiumPath, openBrowser } from './open-browser.ts'
import { buildPage, serve } from './serve-page.ts'
import { views } from './views.ts'

/** Folder to write to; without it nothing is taken. */
const folder = process.env['SES_SCREENSHOTS']
const only = process.env['SES_SCREENSHOTS_ONLY']?.split(',')

test.skipIf(!folder || !chromiumPath)(
  'screenshots of every view (set SES_SCREENSHOTS to a folder)',
  { timeout: 600_000 },
  async () => {
    mkdirSync(folder!, { recursive: true })
    const page = await buildPage()
    const served = await serve(page.folder, 10_000, Date.parse('2026-11-20T16:20:00Z'))
    const browser = await openBrowser()
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const [width, height] of [
        [1280, 900],
        [390, 844],
      ] as const) {
        const context = await browser.newContext({
          viewport: { width, height },
          isMobile: width < 500,
          hasTouch: width < 500,
          colorScheme,
          locale: 'en-US',
          timezoneId: 'Europe/Berlin',
          reducedMotion: 'reduce',
        })
        const tab = await context.newPage()
        await tab.clock.setFixedTime('2026-11-20T16:30:00Z')
        for (const [name, address, text] of views) {
          if (only && !only.includes(name)) continue
          await tab.goto(`${served.origin}/${address}`)
          await tab.reload()
          await tab.getByText(text).first().waitFor({ state: 'attached' })
          await tab.waitForTimeout(250)
          await tab.screenshot({
            path: join(folder!, `${name}-${colorScheme}-${width}.jpg`),
            type: 'jpeg',
            quality: 62,
          })
        }
        await context.close()
      }
    }
    await browser.close()
    await served.close()
    page.remove()
  },
)
