import { readFileSync, writeFileSync } from 'node:fs'
import { waitForUpdate } from '@pydantic/genai-prices'
import { expect, it } from 'vitest'
import { bundledCatalog } from './bundled-catalog.ts'
import { CATALOG_TEXT } from './catalog-data.ts'
import { packCatalog } from './pack-catalog.ts'

const file = new URL('./catalog-data.ts', import.meta.url)

it('ships exactly the prices of the installed genai-prices (UPDATE_CATALOG=<date of the data> rewrites the file)', async () => {
  const packed = packCatalog(await waitForUpdate())
  const date = process.env['UPDATE_CATALOG']
  if (date !== undefined) {
    expect(packed).not.toMatch(/`|\$\{/)
    const header = readFileSync(file, 'utf8').split('\nexport ')[0] ?? ''
    const lines = [
      header,
      '/** The day the prices were taken over, ISO date. */',
      `export const CATALOG_DATE: string = '${date}'`,
      '',
      '/** What `packCatalog` made of the data. */',
      `export const CATALOG_TEXT: string = String.raw\`${packed}\``,
      '',
    ]
    writeFileSync(file, lines.join('\n'))
    return
  }
  expect(CATALOG_TEXT === packed, 'catalog-data.ts is out of step').toBe(true)
})

it('reads every line of the bundled data', () => {
  const read = bundledCatalog().providers.map((provider) => provider.models().length)
  const written = CATALOG_TEXT.split('\n\n').map((block) => block.split('\n').length - 1)
  expect(read).toEqual(written)
  expect(read.length).toBeGreaterThan(30)
})
