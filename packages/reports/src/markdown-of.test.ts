import { expect, it } from 'vitest'
import { markdownOf } from './markdown-of.ts'

it('writes titles, lists and tables', () => {
  const page = markdownOf([
    { type: 'title', text: 'T' },
    { type: 'heading', text: 'H', gist: 'g' },
    { type: 'list', items: [{ mark: '✓', text: 'one', below: ['two'] }] },
    { type: 'table', columns: [{ title: 'a' }, { title: 'b', align: 'right' }], rows: [['1', '2']] },
  ])
  expect(page).toBe('# T\n\n## H — g\n\n- ✓ one\n  - two\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n')
})

it('lets no text become HTML, a heading, a list, a cell or an open code span', () => {
  const item = (text: string): string => markdownOf([{ type: 'list', items: [{ text }] }])
  expect(item('<img src=x onerror=alert(1)>')).toBe('- \\<img src=x onerror=alert(1)>\n')
  expect(item('run `a <b>` now')).toBe('- run `a <b>` now\n')
  expect(item('# not a heading')).toBe('- \\# not a heading\n')
  expect(item('1. not a list')).toBe('- 1\\. not a list\n')
  expect(item('one\n\n## two')).toBe('- one ## two\n')
  expect(item('a ` b')).toBe('- a ˋ b\n')
  expect(markdownOf([{ type: 'table', columns: [{ title: 'x' }], rows: [['a|b']] }])).toContain('| a\\|b |')
})
