import { expect, it } from 'vitest'
import { hostile, sampleSession } from '../fixtures/sample-session.ts'
import { html } from './html.ts'

it('lets no text of a session become an element or an attribute', () => {
  const page = html.write([sampleSession(hostile)], { version: '1' })
  const tags = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name))
  expect([...tags].sort()).toEqual(
    [
      'article',
      'b',
      'blockquote',
      'body',
      'br',
      'code',
      'dd',
      'details',
      'div',
      'dl',
      'dt',
      'em',
      'h1',
      'h2',
      'h3',
      'head',
      'html',
      'li',
      'meta',
      'p',
      'pre',
      'section',
      'small',
      'style',
      'summary',
      'table',
      'tbody',
      'td',
      'th',
      'thead',
      'time',
      'title',
      'tr',
      'ul',
    ].sort(),
  )
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page).not.toMatch(/<[^>]*\son[a-z]+=/i)
})

it('needs nothing from elsewhere: no script, no link, no URL to load', () => {
  const page = html.write([sampleSession()], { version: '1' })
  expect(page).not.toMatch(/<(script|link|iframe|img|object)\b|url\(|@import|https?:\/\//i)
  expect(page).toContain(`default-src 'none'`)
})

it('links to each session when there are several', () => {
  const page = html.write([sampleSession(), sampleSession()], { version: '1' })
  expect(page).toContain('<a href="#s2">')
  expect(page).toContain('<article id="s2">')
})
