import { describe, expect, it } from 'vitest'
import { changeOfHunks, filesOfPatch } from './patch.ts'

describe('filesOfPatch on the apply_patch envelope', () => {
  it('reads updates, additions, deletions and moves in order', () => {
    const patch = [
      '*** Begin Patch',
      '*** Update File: src/a.ts',
      '@@ function one() {',
      ' keep',
      '-old',
      '+new',
      '+newer',
      '@@',
      '-gone',
      '*** Add File: docs/b.md',
      '+# Title',
      '+',
      '+text',
      '*** Delete File: c.txt',
      '*** Update File: d.ts',
      '*** Move to: lib/d.ts',
      '@@',
      '-x',
      '+y',
      '*** End of File',
      '*** End Patch',
    ].join('\n')
    expect(filesOfPatch(patch)).toEqual([
      {
        path: 'src/a.ts',
        operation: 'edit',
        before: 'keep\nold\ngone',
        after: 'keep\nnew\nnewer',
        addedLines: 2,
        removedLines: 2,
      },
      { path: 'docs/b.md', operation: 'create', after: '# Title\n\ntext', addedLines: 3 },
      { path: 'c.txt', operation: 'delete' },
      { path: 'd.ts', operation: 'rename', to: 'lib/d.ts', before: 'x', after: 'y', addedLines: 1, removedLines: 1 },
    ])
  })

  it('reads a torn patch up to where it was cut, and one with CRLF', () => {
    expect(filesOfPatch('*** Begin Patch\r\n*** Update File: a\r\n-1\r\n+2\r\n')).toEqual([
      { path: 'a', operation: 'edit', before: '1', after: '2', addedLines: 1, removedLines: 1 },
    ])
  })

  it('takes a content line that looks like a diff header as content', () => {
    expect(filesOfPatch('*** Begin Patch\n*** Add File: x.sql\n+--- a/y\n++++ b/y\n*** End Patch')).toEqual([
      { path: 'x.sql', operation: 'create', after: '--- a/y\n+++ b/y', addedLines: 2 },
    ])
  })
})

describe('filesOfPatch on unified diffs', () => {
  it('reads git headers for new, deleted, renamed, binary and quoted files', () => {
    const diff = [
      'diff --git a/new.ts b/new.ts',
      'new file mode 100644',
      'index 0000000..1111111',
      '--- /dev/null',
      '+++ b/new.ts',
      '@@ -0,0 +1 @@',
      '+one',
      'diff --git a/old.ts b/old.ts',
      'deleted file mode 100644',
      '--- a/old.ts',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-one',
      'diff --git a/from here.ts b/to there.ts',
      'similarity index 100%',
      'rename from from here.ts',
      'rename to to there.ts',
      'diff --git a/logo.png b/logo.png',
      'Binary files a/logo.png and b/logo.png differ',
      'diff --git "a/\\303\\244.txt" "b/\\303\\244.txt"',
      '--- "a/\\303\\244.txt"',
      '+++ "b/\\303\\244.txt"',
      '@@ -1,2 +1,2 @@',
      ' same',
      '-a',
      '+b',
      '\\ No newline at end of file',
    ].join('\n')
    expect(filesOfPatch(diff)).toEqual([
      { path: 'new.ts', operation: 'create', after: 'one', addedLines: 1 },
      { path: 'old.ts', operation: 'delete', before: 'one', removedLines: 1 },
      { path: 'from here.ts', operation: 'rename', to: 'to there.ts' },
      { path: 'logo.png', operation: 'edit' },
      { path: 'ä.txt', operation: 'edit', before: 'same\na', after: 'same\nb', addedLines: 1, removedLines: 1 },
    ])
  })

  it('reads plain diffs with times and takes removed lines that start with two dashes as content', () => {
    const diff = [
      '--- one.lua\t2026-01-02 03:04:05',
      '+++ one.lua\t2026-01-02 03:05:05',
      '@@ -1,2 +1,2 @@',
      '--- old comment',
      '+++ new comment',
      ' x',
      '--- two.lua',
      '+++ two.lua',
      '@@ -1 +1 @@',
      '-a',
      '+b',
    ].join('\n')
    expect(filesOfPatch(diff)).toEqual([
      {
        path: 'one.lua',
        operation: 'edit',
        before: '-- old comment\nx',
        after: '++ new comment\nx',
        addedLines: 1,
        removedLines: 1,
      },
      { path: 'two.lua', operation: 'edit', before: 'a', after: 'b', addedLines: 1, removedLines: 1 },
    ])
  })

  it('goes on at the next file when a hunk promises more lines than it has', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-1\n+2\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-3\n+4'
    expect(filesOfPatch(diff).map((file) => file.path)).toEqual(['x', 'y'])
  })

  it('finds nothing in text that is no patch', () => {
    expect(filesOfPatch('')).toEqual([])
    expect(filesOfPatch('---\ntitle: x\n---\n+++ plus')).toEqual([])
    expect(filesOfPatch('fix the *** Update File: thing')).toEqual([])
  })
})

describe('changeOfHunks', () => {
  it('reads hunks without file headers', () => {
    expect(changeOfHunks('@@ -1,2 +1,2 @@\n a\n-b\n+c\n')).toEqual({
      before: 'a\nb',
      after: 'a\nc',
      addedLines: 1,
      removedLines: 1,
    })
  })
})
