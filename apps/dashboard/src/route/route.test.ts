import { describe, expect, it } from 'vitest'
import { pageHref, parseRoute, sessionHref } from './route.ts'

describe('parseRoute', () => {
  it.each([
    ['', 'overview'],
    ['#/', 'overview'],
    ['#/?days=7', 'overview'],
    ['#/sessions', 'sessions'],
    ['#/patterns', 'patterns'],
    ['#/nowhere', 'missing'],
    ['#/patterns/x', 'missing'],
    ['#/%E0%A4%A', 'missing'],
  ])('%s is the page %s', (hash, page) => {
    expect(parseRoute(hash).page).toBe(page)
  })

  it.each(['s1', 'a/b', '../..', '<img src=x onerror=alert(1)>', '?#&%', 'ä ö', '100%'])(
    'reads back what sessionHref wrote for the id %s',
    (id) => {
      expect(parseRoute(sessionHref(id, 'files', { at: id }))).toEqual({
        page: 'session',
        id,
        tab: 'files',
        params: { at: id },
      })
    },
  )
})

describe('pageHref', () => {
  it('leaves out empty parameters', () => {
    expect(pageHref('sessions', { q: '', sort: 'cost' })).toBe('#/sessions?sort=cost')
    expect(pageHref('overview')).toBe('#/')
  })
})
