import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPage, packageFolder } from './serve-page.ts'

const sources = readdirSync(join(packageFolder, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|css)$/.test(file))
  .map((file) => [file, readFileSync(join(packageFolder, 'src', file), 'utf8')] as const)

describe('the bundle', () => {
  let page: Awaited<ReturnType<typeof buildPage>>
  beforeAll(async () => {
    page = await buildPage()
  }, 120_000)
  afterAll(() => page.remove())

  const files = (): (readonly [name: string, text: string])[] =>
    readdirSync(page.folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[a-z]+$/.test(file))
      .map((file) => [file, readFileSync(join(page.folder, file), 'utf8')] as const)

  test('is at most 90 kB gzipped in all', () => {
    const size = files().reduce((sum, [, text]) => sum + gzipSync(text, { level: 9 }).length, 0)
    expect(size).toBeGreaterThan(10_000)
    expect(size).toBeLessThanOrEqual(90_000)
  })

  test('has no inline script, style or handler, so that a strict content security policy lets it run', () => {
    const html = readFileSync(join(page.folder, 'index.html'), 'utf8')
    expect(html).toMatch(/<script type="module" crossorigin src="\.\/assets\/[^"]+\.js"><\/script>/)
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script>|javascript:/)
  })

  test('names no address outside its origin', () => {
    const foreign = files().flatMap(([name, text]) =>
      [...text.matchAll(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}[^\s"'`)]*/gi)].map(([address]) => `${name}: ${address}`),
    )
    // Names of XML namespaces, which nothing fetches.
    expect(foreign.filter((line) => !/\/\/www\.w3\.org\/(1999|2000|1998)\//.test(line))).toEqual([])
  })

  test('never evaluates text as code', () => {
    for (const [, text] of files()) expect(text).not.toMatch(/\bnew Function\(|[^.\w]eval\(/)
  })
})

describe('the source', () => {
  test('was read', () => {
    expect(sources.length).toBeGreaterThan(60)
  })

  test.each(sources)('%s turns no text into markup', (_, text) => {
    expect(text).not.toMatch(/dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/)
  })
})
