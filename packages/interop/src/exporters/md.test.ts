import { expect, it } from 'vitest'
import { hostile, sampleSession } from '../fixtures/sample-session.ts'
import { md } from './md.ts'

it('lets no text become HTML, a link, a heading, a mention or the end of a fence', () => {
  const page = md.write([sampleSession(hostile)], { version: '1' })
  const outside = page.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')
  expect(outside).not.toMatch(/(^|[^\\])<img/)
  expect(outside).not.toMatch(/(^|[^\\])\]\(javascript:/)
  expect(outside).not.toMatch(/@team/)
  expect(outside.split('\n').filter((line) => /^# /.test(line))).toHaveLength(1)
})

it('shows what was asked, answered and done, and which call failed', () => {
  const page = md.write([sampleSession()], { version: '1' })
  expect(page).toContain('# Fix the totals\n')
  expect(page).toContain('> Fix the totals')
  expect(page).toContain('- Bash: npm test — **error**')
  expect(page).toContain('(1 calls of a sub-agent)')
})
