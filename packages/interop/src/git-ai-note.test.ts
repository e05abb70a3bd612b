import { expect, it } from 'vitest'
import { gitAiSession, parseGitAiNote } from './git-ai-note.ts'

const note = `src/main.rs
  abcd1234abcd1234 1-10,15
  ffff1234abcd1234 12
"docs/a b.md"
  abcd1234abcd1234 3
---
${JSON.stringify({
  schema_version: 'authorship/3.0.0',
  git_ai_version: '1.3.2',
  base_commit_sha: '0000',
  prompts: {
    abcd1234abcd1234: {
      agent_id: { tool: 'claude', id: 's-1', model: 'claude-sonnet-5' },
      human_author: 'A <a@example.com>',
      messages: [
        { type: 'user', text: 'Fix it', timestamp: '2026-01-01T10:00:00Z' },
        { type: 'tool_use', name: 'Edit', input: { file: 'src/main.rs' } },
        { type: 'assistant', text: 'Done' },
        { type: 'novel' },
      ],
    },
    ffff1234abcd1234: { agent_id: { tool: 'cursor', id: 's-2' }, messages: [] },
    broken: 7,
  },
})}`

it('reads the files with their lines and the prompts of a note', () => {
  const read = parseGitAiNote(note)
  expect(read?.files).toEqual([
    {
      path: 'src/main.rs',
      entries: [
        {
          prompt: 'abcd1234abcd1234',
          ranges: [
            [1, 10],
            [15, 15],
          ],
        },
        { prompt: 'ffff1234abcd1234', ranges: [[12, 12]] },
      ],
    },
    { path: 'docs/a b.md', entries: [{ prompt: 'abcd1234abcd1234', ranges: [[3, 3]] }] },
  ])
  expect(read?.prompts.map(({ tool, sessionId }) => `${tool} ${sessionId}`)).toEqual(['claude s-1', 'cursor s-2'])
})

it('reads no note into what is none', () => {
  for (const text of [
    '',
    '---',
    'a\n---\n{}',
    'a\n---\nnot json',
    'a\n---\n{"schema_version":"other/1"}',
    '{"schema_version":"authorship/3"}',
  ]) {
    expect([text, parseGitAiNote(text)]).toEqual([text, undefined])
  }
  expect(parseGitAiNote('x\n  h 9-3,0,a-b\n---\n{"schema_version":"authorship/3.0.0"}')).toEqual({
    files: [
      { path: 'x', entries: [] },
      { path: 'h 9-3,0,a-b', entries: [] },
    ],
    prompts: [],
  })
})

it('makes a session of a prompt whose messages are kept, and none of one without', () => {
  const [prompt, empty] = parseGitAiNote(note)?.prompts ?? []
  if (prompt === undefined || empty === undefined) throw new Error('the note has two prompts')
  const commits = [{ sha: 'abc123', at: Date.UTC(2026, 0, 1, 11), paths: ['src/main.rs'] }]
  const session = gitAiSession(prompt, commits)
  expect(session).toMatchObject({ id: 's-1', agent: 'claude-code', startedAt: Date.UTC(2026, 0, 1, 10) })
  expect(session?.events.map(({ type }) => type)).toEqual(['prompt', 'tool', 'reply', 'tool'])
  expect(session?.events.at(-1)).toMatchObject({ commits: [{ sha: 'abc123' }], files: [{ path: 'src/main.rs' }] })
  expect(gitAiSession(empty, commits)).toBe(undefined)
})
