import { describe, expect, it } from 'vitest'
import { proseBlocks } from './prose-blocks.ts'

describe('proseBlocks', () => {
  it('knows headings, paragraphs, lists and code', () => {
    expect(proseBlocks('# A\none\ntwo\n\n- **x**\n  more\n1. y\n\n```ts\nlet a\n```\nend')).toEqual([
      { kind: 'heading', text: 'A' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'list', items: ['x more', 'y'] },
      { kind: 'code', text: 'let a' },
      { kind: 'paragraph', text: 'end' },
    ])
  })

  it('keeps the text of a fence that is never closed', () => {
    expect(proseBlocks('```\n<img onerror=x>')).toEqual([{ kind: 'code', text: '<img onerror=x>' }])
  })

  it('leaves markup as text', () => {
    expect(proseBlocks('<script>x</script>')).toEqual([{ kind: 'paragraph', text: '<script>x</script>' }])
  })
})
