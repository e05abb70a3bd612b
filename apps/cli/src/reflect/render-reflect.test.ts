import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { bareView, fullView } from '../fixtures/sample-view.ts'
import { useUtc } from '../fixtures/test-host.ts'
import { displayWidth, prepareWidths } from '../terminal/display-width.ts'
import { createStyle } from '../terminal/style.ts'
import { renderReflect } from './render-reflect.ts'

useUtc()
beforeAll(() => prepareWidths('日'))

const plain = createStyle(false)

describe('the page of a reflection', () => {
  it.each([
    ['full', fullView(), false],
    ['full-all', fullView(), true],
    ['bare', bareView(), false],
  ])('reads as it did: %s', (name, view, all) => {
    const page = `${renderReflect(view, { style: plain, width: 80, all }).join('\n')}\n`
    const path = new URL(`../fixtures/reflect/${name}.txt`, import.meta.url)
    if (process.env['UPDATE_FIXTURES'] !== undefined || !existsSync(path)) writeFileSync(path, page)
    expect(page).toBe(readFileSync(path, 'utf8'))
  })

  it.each([40, 60, 80, 100, 120])('keeps to %i columns', (width) => {
    for (const view of [fullView(), bareView()]) {
      for (const line of renderReflect(view, { style: plain, width, all: false })) {
        expect(displayWidth(line), line).toBeLessThanOrEqual(width)
      }
    }
  })

  it('says the same in colour', () => {
    const lines = (colour: boolean) =>
      renderReflect(fullView(), { style: createStyle(colour), width: 80, all: false }).join('\n')
    const painted = lines(true)
    expect(painted).toContain('\x1b[1m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is what is taken away
    expect(painted.replace(/\x1b\[\d+m/g, '')).toBe(lines(false))
  })

  it('shows every entry and every event id with --all', () => {
    const text = renderReflect(fullView(), { style: plain, width: 80, all: true }).join('\n')
    expect(text).not.toContain('more (--all')
    for (const part of ['line-item-14.ts', 'e7', 'Customers complain']) expect(text).toContain(part)
  })
})
