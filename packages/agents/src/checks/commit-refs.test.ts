import { describe, expect, it } from 'vitest'
import { commitsOf } from './commit-refs.ts'

describe('commitsOf', () => {
  it('reads git’s reports of commits, amends, first commits and detached heads', () => {
    expect(commitsOf('git add -A && git commit -m x', '[main 1a2b3c4] fix: the thing\n 1 file changed\n')).toEqual([
      { sha: '1a2b3c4', branch: 'main', subject: 'fix: the thing' },
    ])
    expect(commitsOf('git commit --amend --no-edit', '[feat/a-b 1a2b3c4d] x [y] z\n Date: Fri\n')).toEqual([
      { sha: '1a2b3c4d', branch: 'feat/a-b', subject: 'x [y] z' },
    ])
    expect(commitsOf('git commit -m init', '[master (root-commit) 1a2b3c4] init\n')).toEqual([
      { sha: '1a2b3c4', branch: 'master', subject: 'init' },
    ])
    expect(commitsOf('git -C sub cherry-pick abc', '[detached HEAD 1a2b3c4] init\n')).toEqual([
      { sha: '1a2b3c4', subject: 'init' },
    ])
    expect(
      commitsOf("bash -lc 'git commit -m a; git commit -m b'", '[m 1111111] a\nnoise\n[m 2222222] b\n'),
    ).toHaveLength(2)
  })

  it('takes nothing from lines that only look like it', () => {
    expect(commitsOf('cat log', '[main 1a2b3c4] fix\n')).toEqual([])
    expect(
      commitsOf('git commit -m x', '[WARN something 1a2b3c4] fix\nnothing to commit, working tree clean\n'),
    ).toEqual([])
    expect(commitsOf('echo git commit', '[main 1a2b3c4] fix\n')).toEqual([])
  })

  it('finds a quiet commit in the answer to a later question', () => {
    expect(commitsOf('git commit -qm x && git rev-parse --short HEAD', '1a2b3c4\n')).toEqual([{ sha: '1a2b3c4' }])
    expect(commitsOf('git commit -qm x; git rev-parse HEAD', '1a2b3c4\n')).toEqual([])
    const log = '1a2b3c4 (HEAD -> main, origin/main) fix: it (again)\n2222222 older\n'
    const fix = [{ sha: '1a2b3c4', subject: 'fix: it (again)' }]
    expect(commitsOf('git commit -q -m "fix: it (again)"; git push -q; git log --oneline -2', log)).toEqual(fix)
    expect(
      commitsOf(`git commit -q -m "$(cat <<'EOF'\nfix: it (again)\n\nbody\nEOF\n)"\ngit log --oneline -2`, log),
    ).toEqual(fix)
    expect(commitsOf("git commit -qF - <<'EOF'\nfix: it (again)\nEOF\ngit log --oneline", log)).toEqual(fix)
    expect(commitsOf('git commit -qm "fix: other"; git log --oneline -2', log)).toEqual([])
  })

  it('reads jj and merges by gh api', () => {
    const output =
      'Working copy  (@) now at: rlvkpnrz 12345678 (empty) (no description set)\nParent commit (@-)      : qpvuntsm 230dd059 main | add parser\n'
    expect(commitsOf('jj commit -m "add parser"', output)).toEqual([
      { sha: '230dd059', branch: 'main', subject: 'add parser' },
    ])
    const sha = 'a'.repeat(40)
    expect(commitsOf('gh api -X PUT repos/o/r/pulls/3/merge', `{"sha":"${sha}","merged":true}`)).toEqual([{ sha }])
  })
})
