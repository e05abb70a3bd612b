import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env['SES_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The Chromium of this computer; undefined where there is none. */
export const chromiumPath: string | undefined = places.find((path) => path !== '' && existsSync(path))

/** Names the tests that need it so that a skipped one says why. */
export const needsChromium: string = chromiumPath ? '' : ' (skipped: no Chromium here; set SES_CHROMIUM to its path)'

/** A headless browser that talks to nobody but the page's server. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
