import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDiff } from './parse-diff.ts'

const textOf = (...lines: string[]): string => `${lines.join('\n')}\n`

describe('parseDiff', () => {
  it('numbers the lines of both sides', () => {
    const [file] = parseDiff(
      textOf(
        'diff --git a/src/a.ts b/src/a.ts',
        'index 111..222 100644',
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@ -3,3 +3,3 @@ function f() {',
        ' one',
        '-two',
        '+TWO',
        ' three',
        '\\ No newline at end of file',
        '@@ -20 +20,0 @@',
        '-gone',
      ),
    ).files
    expect(file).toMatchObject({ path: 'src/a.ts', status: 'modified', binary: false })
    expect(file?.hunks.map(({ section }) => section)).toEqual(['function f() {', ''])
    expect(file?.hunks.flatMap(({ lines }) => lines)).toEqual([
      { kind: 'context', text: 'one', oldLine: 3, newLine: 3 },
      { kind: 'removed', text: 'two', oldLine: 4 },
      { kind: 'added', text: 'TWO', newLine: 4 },
      { kind: 'context', text: 'three', oldLine: 5, newLine: 5 },
      { kind: 'removed', text: 'gone', oldLine: 20 },
    ])
  })

  it('tells births, deaths, renames, copies, modes and binaries', () => {
    const { files } = parseDiff(
      textOf(
        'diff --git a/new.ts b/new.ts',
        'new file mode 100755',
        '--- /dev/null',
        '+++ b/new.ts',
        '@@ -0,0 +1 @@',
        '+x',
        'diff --git a/gone.ts b/gone.ts',
        'deleted file mode 100644',
        '--- a/gone.ts',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-x',
        'diff --git a/old name.ts b/new name.ts',
        'similarity index 100%',
        'rename from old name.ts',
        'rename to new name.ts',
        'diff --git a/a.ts b/c.ts',
        'similarity index 100%',
        'copy from a.ts',
        'copy to c.ts',
        'diff --git a/run.sh b/run.sh',
        'old mode 100644',
        'new mode 100755',
        'diff --git a/logo.png b/logo.png',
        'index 1..2 100644',
        'Binary files a/logo.png and b/logo.png differ',
        'diff --git a/empty b/empty',
        'new file mode 100644',
        'index 0000000..e69de29',
      ),
    )
    expect(files.map(({ hunks: _, ...facts }) => facts)).toEqual([
      { path: 'new.ts', status: 'added', newMode: '100755', binary: false },
      { path: 'gone.ts', status: 'deleted', oldMode: '100644', binary: false },
      { path: 'new name.ts', oldPath: 'old name.ts', status: 'renamed', binary: false },
      { path: 'c.ts', oldPath: 'a.ts', status: 'copied', binary: false },
      { path: 'run.sh', status: 'modified', oldMode: '100644', newMode: '100755', binary: false },
      { path: 'logo.png', status: 'modified', binary: true },
      { path: 'empty', status: 'added', newMode: '100644', binary: false },
    ])
  })

  it('reads quoted paths', () => {
    const { files } = parseDiff(
      textOf('diff --git "a/\\303\\244\\t\\"b.ts" "b/\\303\\244\\t\\"b.ts"', 'old mode 100644', 'new mode 100755'),
    )
    expect(files.map(({ path }) => path)).toEqual(['ä\t"b.ts'])
  })

  it('takes lines that look like headers for what the hunk says they are', () => {
    const [file] = parseDiff(
      textOf(
        '--- a/q.sql',
        '+++ b/q.sql',
        '@@ -1,2 +1,2 @@',
        '--- old comment',
        '+++ plus',
        ' same',
        '--- a/b.ts',
        '+++ b/b.ts',
      ),
    ).files
    expect(file?.hunks[0]?.lines.map(({ kind, text }) => [kind, text])).toEqual([
      ['removed', '-- old comment'],
      ['added', '++ plus'],
      ['context', 'same'],
    ])
  })

  it('reads combined diffs of merges', () => {
    const [file] = parseDiff(
      textOf(
        'diff --cc src/a.ts',
        'index 1,2..3',
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@@ -1,2 -1,2 +1,3 @@@',
        '  same',
        '- ours',
        ' -theirs',
        '++both',
        ' +from ours only missing',
        'diff --git a/b.ts b/b.ts',
        'old mode 100644',
        'new mode 100755',
      ),
    ).files
    expect(file?.path).toBe('src/a.ts')
    expect(file?.hunks[0]?.lines.map(({ kind, newLine }) => [kind, newLine])).toEqual([
      ['context', 1],
      ['removed', undefined],
      ['removed', undefined],
      ['added', 2],
      ['added', 3],
    ])
  })

  it('reads plain unified diffs, CRLF, and hunks cut short', () => {
    const { files } = parseDiff(
      '--- a.txt\t2026\r\n+++ a.txt\t2026\r\n@@ -1,9 +1,9 @@\r\n-x\r\n+y\r\nnot of a diff\r\n',
    )
    expect(files).toHaveLength(1)
    expect(files[0]?.hunks[0]?.lines.map(({ text }) => text)).toEqual(['x', 'y'])
  })

  it('never throws, whatever it reads', () => {
    const piece = fc.constantFrom(
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +1,2 @@',
      '@@@ -1 -1 +1 @@@',
      '@@ -9999999999 +1 @@',
      'rename from x',
      '+a',
      '-b',
      ' c',
      '',
      '"',
      'diff --git "a/x',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (lines) => {
        for (const { path, hunks } of parseDiff(lines.join('\n')).files) {
          expect(path).not.toBe('')
          expect(Array.isArray(hunks)).toBe(true)
        }
      }),
    )
  })
})
