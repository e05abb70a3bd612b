import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { changesOf } from './changes-of.ts'

describe('changesOf', () => {
  it('lists each file once with category, operations and the calls that changed it', () => {
    const session = buildSession()
      .read('src/auth.ts')
      .edit('src/auth.ts')
      .create('src/auth.test.ts')
      .edit('src/auth.ts')
      .build()
    const changes = changesOf(session)
    expect(
      changes.files.map(({ path, category, operations, events }) => ({ path, category, operations, events })),
    ).toEqual([
      { path: 'src/auth.ts', category: 'source', operations: ['edit'], events: ['e2', 'e4'] },
      { path: 'src/auth.test.ts', category: 'test', operations: ['create'], events: ['e3'] },
    ])
    expect(changes.summary).toEqual({ source: 1, test: 1 })
  })

  it('adds up lines as far as the agent tells', () => {
    const files = [{ path: 'a.ts', operation: 'edit', addedLines: 3, removedLines: 1 }] as const
    const session = buildSession().call('Edit', 'edit', { files }).call('Edit', 'edit', { files }).build()
    expect(changesOf(session).files[0]).toMatchObject({ addedLines: 6, removedLines: 2 })
  })

  it('leaves out edits that failed or were denied, but not what a failed shell command may have done', () => {
    const files = [{ path: 'b.ts', operation: 'write' }] as const
    const session = buildSession()
      .edit('a.ts', {}, { outcome: 'denied' })
      .edit('a.ts', {}, { outcome: 'error' })
      .shell('cat > b.ts <<E && npm test', { exitCode: 1, files })
      .build()
    expect(changesOf(session).files.map((file) => file.path)).toEqual(['b.ts'])
  })

  it('follows renames and deletions', () => {
    const session = buildSession()
      .edit('old.ts')
      .call('Move', 'edit', { files: [{ path: 'old.ts', operation: 'rename', to: 'new.ts' }] })
      .create('tmp.ts')
      .remove('tmp.ts')
      .remove('gone.ts')
      .build()
    const files = changesOf(session).files
    expect(files.map(({ path, operations, deleted, born }) => ({ path, operations, deleted, born }))).toEqual([
      { path: 'new.ts', operations: ['edit', 'rename'], deleted: false, born: false },
      { path: 'tmp.ts', operations: ['create', 'delete'], deleted: true, born: true },
      { path: 'gone.ts', operations: ['delete'], deleted: true, born: false },
    ])
  })

  it('knows a file that came back after it was deleted', () => {
    const file = changesOf(buildSession().remove('a.ts').create('a.ts').build()).files[0]
    expect(file).toMatchObject({ operations: ['delete', 'create'], deleted: false })
  })

  it('keeps temporary files and the agent’s own notes apart', () => {
    const session = buildSession().create('/tmp/probe.sh').create('~/.claude/plans/a.md').edit('src/a.ts').build()
    expect(changesOf(session).scratch).toEqual(['/tmp/probe.sh', '~/.claude/plans/a.md'])
    expect(changesOf(session).summary).toEqual({ source: 1 })
  })

  it('counts a file in an agent’s work tree as the project’s own', () => {
    const session = buildSession().edit('.claude/worktrees/agent-1/src/a.ts').edit('src/a.ts').build()
    expect(changesOf(session).files).toHaveLength(1)
  })

  it('books what a sub-agent changed to the call that started it', () => {
    const session = buildSession()
      .prompt('go')
      .subagent('worker', (child) => child.edit('src/a.ts'))
      .build()
    expect(changesOf(session).files).toMatchObject([{ path: 'src/a.ts', events: ['e2'] }])
  })
})
