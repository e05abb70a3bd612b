import type { FileOperation, ToolAction, ToolOutcome } from '@ses/model'
import { buildSession, type SessionBuilder } from '@ses/testkit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { detectPatterns } from './detect.ts'
import { grade } from './grade.ts'
import { opportunitiesOf } from './opportunities.ts'

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    'All tests pass.',
    'I committed `a.ts`',
    'rm -rf "$X" && git push -f',
    'cat <<EOF\n[masked:jwt:ab12]',
    'bash -c \'bash -c "rm -r ."\'',
    'grep -rn \\',
    '/',
    '..',
    '\u0000\ud800',
  ),
)
const operations: FileOperation[] = ['read', 'search', 'list', 'create', 'write', 'edit', 'delete', 'rename']
const actions: ToolAction[] = ['read', 'write', 'edit', 'shell', 'search', 'list', 'mcp', 'subagent', 'other']
const outcomes: ToolOutcome[] = ['ok', 'error', 'denied', 'interrupted', 'pending']
const touch = fc.record(
  { path: text, operation: fc.constantFrom(...operations), before: text, after: text, to: text },
  { requiredKeys: ['path', 'operation'] },
)
const step: fc.Arbitrary<(builder: SessionBuilder) => unknown> = fc.oneof(
  text.map((prompt) => (builder: SessionBuilder) => builder.prompt(prompt)),
  text.map((reply) => (builder: SessionBuilder) => builder.reply(reply)),
  fc.constant((builder: SessionBuilder) => builder.compaction()),
  fc.tuple(text, fc.nat(2), text).map(
    ([command, exitCode, output]) =>
      (builder: SessionBuilder) =>
        builder.shell(command, { exitCode, output }),
  ),
  fc.tuple(fc.constantFrom(...actions), fc.constantFrom(...outcomes), fc.array(touch, { maxLength: 3 }), text).map(
    ([action, outcome, files, input]) =>
      (builder: SessionBuilder) =>
        builder.call('Tool', action, { outcome, files, input }),
  ),
)

it('reads any session without throwing, and grades it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const builder = buildSession()
      for (const each of steps) each(builder)
      const session = builder.build()
      const findings = detectPatterns(session)
      const ids = new Set(session.events.map((event) => event.id))
      for (const finding of findings) expect(finding.events.every((id) => ids.has(id))).toBe(true)
      const { score } = grade(findings, opportunitiesOf(session))
      expect(score).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 300 },
  )
})
