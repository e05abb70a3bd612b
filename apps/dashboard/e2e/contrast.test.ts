import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageFolder } from './serve-page.ts'

const css = readFileSync(join(packageFolder, 'src/styles/tokens.css'), 'utf8')
const colours = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
)

/** Text colours and what they stand on. */
const pairs: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent-ink', 'good', 'fair', 'poor', 'bad'].flatMap((text) =>
    ['page', 'surface'].map((ground) => [text, ground] as const),
  ),
  ...['ink', 'ink-2', 'ink-3'].map((text) => [text, 'sunken'] as const),
  ...['good', 'fair', 'poor', 'bad'].map((tone) => [tone, `${tone}-soft`] as const),
  ['accent-ink', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['ink-3', 'accent-soft'],
  ['ink-2', 'mark'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-ink'],
]

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(pairs)('text in %s on %s has the contrast of WCAG AA', (text, ground) => {
    const [a, b] = [colours.get(text)![theme], colours.get(ground)![theme]].map(luminance).sort((x, y) => y - x)
    expect((a! + 0.05) / (b! + 0.05)).toBeGreaterThanOrEqual(4.5)
  })
})

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
