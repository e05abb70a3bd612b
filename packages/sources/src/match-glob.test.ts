import { describe, expect, it } from 'vitest'
import { matchGlob, matchName } from './match-glob.ts'

describe('matchName', () => {
  it.each([
    ['*.jsonl', 'a.jsonl', true],
    ['*.jsonl', 'a.json', false],
    ['rollout-*.jsonl', 'rollout-.jsonl', true],
    ['a*b*c', 'axxbxxbc', true],
    ['a*b*c', 'axxcxxb', false],
    ['?.json', 'ab.json', false],
    ['?.json', 'a.json', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a.b', 'axb', false],
    ['[a]*', '[a]b', true],
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(matchName(pattern, name)).toBe(expected)
  })

  it('takes no longer for a pattern made to be slow', () => {
    expect(matchName(`${'a*'.repeat(50)}b`, 'a'.repeat(20_000))).toBe(false)
  })
})

describe('matchGlob', () => {
  it.each([
    ['*.jsonl', '/w/deep/a.jsonl', true],
    ['deep/*.jsonl', '/w/deep/a.jsonl', true],
    ['eep/*.jsonl', '/w/deep/a.jsonl', false],
    ['w/**/a.jsonl', '/w/x/y/a.jsonl', true],
    ['w/**/a.jsonl', '/w/a.jsonl', true],
    ['/w/*', '/w/deep/a.jsonl', false],
    ['/w/**', '/w/deep/a.jsonl', true],
    ['/**/b/*', '/a/b/c/b/d', true],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(matchGlob(glob, path)).toBe(expected)
  })
})
