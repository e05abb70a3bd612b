import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseShell } from './shell-command.ts'

const words = (line: string): string[][] => parseShell(line).map((command) => [...command.words])

it.each([
  ['a && b || c; d | e &', [['a'], ['b'], ['c'], ['d'], ['e']]],
  ['echo \'a; b\' "c && d"', [['echo', 'a; b', 'c && d']]],
  [
    "bash -lc 'npm test && echo ok'",
    [
      ['npm', 'test'],
      ['echo', 'ok'],
    ],
  ],
  ['sudo -u postgres timeout -k 5 30s psql -c "select 1"', [['psql', '-c', 'select 1']]],
  ['FOO=1 BAR="2 3" env -u X Y=1 make', [['make']]],
  ['(cd a && ls); { pwd; }', [['cd', 'a'], ['ls'], ['pwd'], ['}']]],
  ['a \\\n  b # comment\nc', [['a', 'b'], ['c']]],
  [
    'git commit -m "$(cat <<\'EOF\'\nfix; && more\nEOF\n)"',
    [['git', 'commit', '-m', "$(cat <<'EOF'\nfix; && more\nEOF\n)"]],
  ],
  ['if test -f x; then rm x; fi', [['test', '-f', 'x'], ['rm', 'x'], ['fi']]],
  ['C:\\tools\\run.exe a\\ b', [['C:\\tools\\run.exe', 'a b']]],
])('%s', (line, expected) => {
  expect(words(line)).toEqual(expected)
})

it('keeps assignments, redirects, here-documents and what follows', () => {
  expect(parseShell("A=1 cat > out.txt <<'END' 2>&1\none; two\nEND\nls &> all.log")).toEqual([
    {
      words: ['cat'],
      assignments: ['A=1'],
      redirects: [{ operator: '>', target: 'out.txt' }],
      heredocs: ['one; two'],
      next: ';',
    },
    { words: ['ls'], assignments: [], redirects: [{ operator: '>', target: 'all.log' }], heredocs: [], next: '' },
  ])
})

it('takes the text of a here-document inside a substitution as text', () => {
  const line = `git commit -m "$(cat <<'EOF'\n1) one\n(two\nEOF\n)" && npm test`
  expect(parseShell(line).map((command) => command.words.slice(0, 2))).toEqual([
    ['git', 'commit'],
    ['npm', 'test'],
  ])
})

it('ends for any text, balanced or not', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '\n',
    "'",
    '"',
    '\\',
    '$(',
    ')',
    '(',
    '`',
    '<<',
    '<<-',
    '>',
    '>>',
    '&>',
    '2>',
    '&',
    '&&',
    '|',
    ';',
    '#',
    'sudo ',
    'bash -c ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const command of parseShell(pieces.join(''))) expect(Array.isArray(command.words)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
