import { describe, expect, it } from 'vitest'
import { filesOfCommand } from './shell-files.ts'

/** `read a.ts, edit b.ts → c.ts` of a command line. */
function told(command: string, cwd?: string): string {
  return filesOfCommand(command, cwd)
    .map(({ operation, path, to }) => (to === undefined ? `${operation} ${path}` : `${operation} ${path} → ${to}`))
    .join(', ')
}

describe('filesOfCommand', () => {
  it.each([
    ['cat src/a.ts', 'read src/a.ts'],
    ['cat -n a.txt b.txt', 'read a.txt, read b.txt'],
    ["sed -n '1,200p' src/a.ts", 'read src/a.ts'],
    ["sed -ne '1,5p' -e '9p' x", 'read x'],
    ["nl -ba src/a.ts | sed -n '10,20p'", 'read src/a.ts'],
    ['head -n 20 a && tail -5 b && tail -n +3 c', 'read a, read b, read c'],
    ['head -20 a; tail +5 b', 'read a, read b'],
    ["awk -F: '{print $1}' /etc/passwd", 'read /etc/passwd'],
    ["awk 'NR>=3' v=1 data.csv", 'read data.csv'],
    ["jq -r --arg name x '.[]|select(.n==$name)' package.json", 'read package.json'],
    ['bat -r 1:20 --style plain a.rs', 'read a.rs'],
    ['diff -u old.txt new.txt', 'read old.txt, read new.txt'],
    ['xxd -l 64 image.bin | head', 'read image.bin'],
    ['git show HEAD~1:src/a.ts', 'read src/a.ts'],
    ['git -C sub blame -L 1,5 a.ts', 'read sub/a.ts'],
    ["bash -lc 'cat a.ts'", 'read a.ts'],
    ['while read l; do echo $l; done < list.txt', 'read list.txt'],
  ])('reads: %s', (command, expected) => {
    expect(told(command)).toBe(expected)
  })

  it.each([
    ['grep -n "foo bar" src/a.ts', 'search src/a.ts'],
    ['grep -rn --include "*.ts" foo src test', 'search src, search test'],
    ['grep -r foo', 'search .'],
    ['grep -e foo -e bar a.txt', 'search a.txt'],
    ['cat a | grep foo', 'read a'],
    ['rg foo', 'search .'],
    ['rg -n "x|y" -g "*.ts" src', 'search src'],
    ['rg --files src | head', 'list src'],
    ['ps aux | rg node', ''],
    ['git grep -n foo -- docs', 'search docs'],
    ['ls', 'list .'],
    ['ls -la src', 'list src'],
    ["find . -name '*.ts' -not -path './node_modules/*'", 'list .'],
    ['find src lib -type f -exec grep -l foo {} +', 'search src, search lib'],
    ['fd -e ts foo src', 'list src'],
    ['tree -L 2', 'list .'],
    ['wc -l a.ts', 'list a.ts'],
  ])('searches and lists: %s', (command, expected) => {
    expect(told(command)).toBe(expected)
  })

  it.each([
    ["sed -i 's/a/b/' x.ts y.ts", 'edit x.ts, edit y.ts'],
    ["sed -i '' -e 's/a/b/' x.ts", 'edit x.ts'],
    ["sed -i.bak 's/a/b/' x.ts", 'edit x.ts'],
    ["sed -Ei 's/a/b/' x.ts", 'edit x.ts'],
    ["perl -0pi -e 's/a/b/' x.ts", 'edit x.ts'],
    ["perl -i -pe 's/a/b/g' x.ts y.ts", 'edit x.ts, edit y.ts'],
    ["perl -ne 'print if /x/' x.ts", 'read x.ts'],
    ['npm test > out.log 2>&1', 'write out.log'],
    ['npm test >/dev/null 2>/dev/null', ''],
    ['echo hi >> notes.md', 'edit notes.md'],
    ['npm test 2>&1 | tee -a log.txt', 'edit log.txt'],
    ['touch a b', 'create a, create b'],
    ['mkdir -p src/new', ''],
    ['rm -rf dist build/a.js', 'delete dist, delete build/a.js'],
    ['rm *.log', ''],
    ['git rm --cached a', ''],
    ['git rm -r old', 'delete old'],
    ['mv a.ts b.ts', 'rename a.ts → b.ts'],
    ['git mv a.ts lib/', 'rename a.ts → lib/a.ts'],
    ['mv a b dir', 'rename a → dir/a, rename b → dir/b'],
    ['cp -r a.ts lib/', 'write lib/a.ts'],
    ['cp .env.example .env', 'write .env'],
    ['curl -fsSL -o tool.sh https://example.org/x', 'write tool.sh'],
    ['git checkout -- src/a.ts', 'write src/a.ts'],
    ['git restore --staged a', ''],
    ['git restore a', 'write a'],
    ['sort -o sorted.txt in.txt', 'read in.txt, write sorted.txt'],
  ])('changes: %s', (command, expected) => {
    expect(told(command)).toBe(expected)
  })

  it.each([
    ['cd sub && cat a.ts', 'read sub/a.ts'],
    ['cd /work/app && cat src/../b.ts ./c.ts', 'read /work/app/b.ts, read /work/app/c.ts'],
    ['cd sub; cd ..; cat a', 'read a'],
    ['(cd sub && cat a) && cat b', 'read sub/a, read b'],
    ['cd "$DIR" && cat a /abs/b', 'read /abs/b'],
    ['pushd x && cat a; popd; cat b', 'read x/a, read b'],
    [`D="/tmp/w"; cat "$D/a" $${'{D}'}/b`, 'read /tmp/w/a, read /tmp/w/b'],
    ['A=1; A=2; cat $A', ''],
    ["for f in a.ts b.ts; do sed -i 's/x/y/' $f; done", 'edit a.ts, edit b.ts'],
    ['cat src/{a,b}.ts', 'read src/a.ts, read src/b.ts'],
    ['cat src/*.ts', 'read src'],
    ['cat *.md', 'read .'],
    ['cat "app/[id]/page.tsx"', 'read app/[id]/page.tsx'],
    ['cat $(git ls-files) `ls` $HOME/x', ''],
    ['cat https://example.org -', ''],
    ['cat -- -odd', 'read -odd'],
  ])('follows directories, variables and patterns: %s', (command, expected) => {
    expect(told(command)).toBe(expected)
  })

  it('starts in the directory it is given', () => {
    expect(told('cat a.ts && cd .. && cat b.ts', '/work/app')).toBe('read /work/app/a.ts, read /work/b.ts')
  })

  it('keeps what a here-document or echo writes', () => {
    expect(filesOfCommand("cat > a.md <<'EOF'\n# T\n\nx\nEOF")).toEqual([
      { path: 'a.md', operation: 'write', after: '# T\n\nx' },
    ])
    expect(filesOfCommand("cat <<'EOF' >> a.md\nmore\nEOF")).toEqual([
      { path: 'a.md', operation: 'edit', after: 'more' },
    ])
    expect(filesOfCommand('tee a.md <<EOF\nx\nEOF')).toEqual([{ path: 'a.md', operation: 'write', after: 'x' }])
    expect(filesOfCommand("cat <<'EOF' | tee a.md\nx\nEOF")).toEqual([{ path: 'a.md', operation: 'write', after: 'x' }])
    expect(filesOfCommand('echo "a b" > c')).toEqual([{ path: 'c', operation: 'write', after: 'a b' }])
    expect(filesOfCommand('echo "$X" > c')).toEqual([{ path: 'c', operation: 'write' }])
  })

  it('reads patches fed to apply_patch, patch and git apply, joined to the directory', () => {
    const envelope = "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: a.ts\n@@\n-1\n+2\n*** End Patch\nEOF"
    const edit = { operation: 'edit', before: '1', after: '2', addedLines: 1, removedLines: 1 }
    expect(filesOfCommand(`cd sub && ${envelope}`)).toEqual([{ path: 'sub/a.ts', ...edit }])
    expect(filesOfCommand(`bash -lc "${envelope}"`)).toEqual([{ path: 'a.ts', ...edit }])
    expect(filesOfCommand("apply_patch '*** Begin Patch\n*** Delete File: x\n*** End Patch'")).toEqual([
      { path: 'x', operation: 'delete' },
    ])
    expect(filesOfCommand("patch -p1 <<'EOF'\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-1\n+2\nEOF")).toEqual([
      { path: 'a.ts', ...edit },
    ])
    expect(told('git apply fix.patch')).toBe('')
  })

  it.each([
    ["python3 - <<'EOF'\nopen('a.txt', 'w').write('x')\nEOF", 'write a.txt'],
    [
      "python3 - <<'PY'\nfrom pathlib import Path\np = Path('src/a.py')\ns = p.read_text()\np.write_text(s.replace('a','b'))\nPY",
      'edit src/a.py',
    ],
    ["python -c \"open('log','a').write('x')\"", 'edit log'],
    ["python3 - <<'EOF'\nopen(f'{d}/x','w')\nopen(name, 'w')\nprint(open('in.txt').read())\nEOF", ''],
    ["node -e \"require('fs').writeFileSync('a.json', '{}')\"", 'write a.json'],
    [
      "node <<'EOF'\nconst file = 'a.ts'\nconst old = fs.readFileSync(file, 'utf8')\nfs.writeFileSync(file, old + 1)\nEOF",
      'edit a.ts',
    ],
    ['python3 build.py > out.txt', 'write out.txt'],
  ])('looks into short scripts for plain writes: %s', (command, expected) => {
    expect(told(command)).toBe(expected)
  })

  it.each([
    ['Get-Content src/a.ts -TotalCount 20', 'read src/a.ts'],
    ['gc a.txt, b.txt', 'read a.txt, read b.txt'],
    ['Get-Content -Path "a b.txt" -Raw', 'read a b.txt'],
    ['powershell.exe -NoProfile -Command "Get-Content src\\a.ts"', 'read src/a.ts'],
    ['type src\\a.ts', 'read src/a.ts'],
    ['type node', ''],
    ['Select-String -Path src/*.ts -Pattern foo', 'search src'],
    ['Select-String foo a.ts', 'search a.ts'],
    ["Set-Content -Path a.txt -Value 'x'", 'write a.txt'],
    ["'x' | Out-File a.txt -Append", 'edit a.txt'],
    ['Remove-Item -Recurse -Force dist', 'delete dist'],
    ['Move-Item a.txt b.txt', 'rename a.txt → b.txt'],
    ['Rename-Item -Path src/a.txt -NewName b.txt', 'rename src/a.txt → src/b.txt'],
    ['New-Item -ItemType Directory x; New-Item -Path y.txt', 'create y.txt'],
    ['Get-ChildItem -Recurse src', 'list src'],
    ['cmd /c "type a.txt && dir /b src"', 'read a.txt, list src'],
    ['Set-Location sub; gc a', 'read sub/a'],
    ['cat D:\\work\\a.ts', 'read D:/work/a.ts'],
  ])('knows PowerShell and cmd: %s', (command, expected) => {
    expect(told(command)).toBe(expected)
  })

  it('counts looking at one thing twice in a line as once, changes each time', () => {
    expect(told('cat a; cat a; echo x > b; echo y > b')).toBe('read a, write b, write b')
  })

  it('takes time in proportion to the text, whatever it holds', () => {
    for (const piece of [
      '(cd x ',
      'cat {a,',
      'A=1\n',
      '"',
      '$(',
      'cat <<E\n',
      '\\',
      'open(',
      '*** Update File: x\n',
      '@@ -1 +1 @@\n',
      '{,',
      '[!-',
      ';\t',
    ]) {
      const start = performance.now()
      filesOfCommand(`cat ${piece.repeat(100_000 / piece.length)}`)
      expect(performance.now() - start).toBeLessThan(5000)
    }
  }, 60_000)

  it('never fails, whatever is strung together', () => {
    const pieces = [
      'cat ',
      'sed -i ',
      'git ',
      '-C ',
      'mv ',
      'cp -t ',
      "'",
      '"',
      '$(',
      ')',
      '(',
      '<<E\n',
      'E\n',
      '> ',
      '>> ',
      '| ',
      '&& ',
      'cd ',
      'x',
      '/',
      '..',
      '$A',
      'A=1;',
      '{a,b}',
      '*',
      '-',
      '--',
      'for f in ',
      'do ',
      'tee ',
      'apply_patch ',
      '*** Add File: ',
      '\n',
      'gc ',
      '-Path ',
      'find ',
      'rg ',
      '\\',
      '`',
      'python -c ',
      "open('x','w')",
    ]
    let seed = 7
    const next = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed
    }
    for (let run = 0; run < 3000; run++) {
      const line = Array.from({ length: 1 + (next() % 30) }, () => pieces[next() % pieces.length]).join('')
      for (const { path } of filesOfCommand(line)) expect(path).not.toBe('')
    }
  })
})
