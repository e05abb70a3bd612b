import type { BisectDocument, CheckpointDocument } from '@ses/schema'
import { changeLines } from '../snapshot/changed-files.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import type { Style } from '../terminal/style.ts'

/** What a search found, for people. */
export function bisectLines(document: BisectDocument, style: Style): string[] {
  const { result, first_bad, last_good, turn, changes, candidates, tests } = document
  const tested = style.faint(`  ${count(tests.length, 'test run')}`)
  if (result === 'not_monotone') {
    const rows = tests.map(({ checkpoint, verdict, exit }) => `  ${checkpoint.slice(0, 12)} ${verdict} (exit ${exit})`)
    return [
      style.warn(
        'no first bad checkpoint: good ones and bad ones take turns, or the test does not always say the same',
      ),
      ...rows,
      style.faint('  --exhaustive tests every checkpoint'),
    ]
  }
  if (first_bad === null || last_good === null) {
    return [
      style.warn('the first bad checkpoint is one of these; those before the last could not be tested'),
      ...candidates.map((id) => `  ${id.slice(0, 12)}`),
      tested,
    ]
  }
  const facts =
    turn === null
      ? ['it changed between turns: by hand, or by what ran in between']
      : [
          turn.prompt === null ? '' : `prompt   ${neutralise(turn.prompt)}`,
          `session  ${neutralise(turn.session)}${turn.agent === null ? '' : ` (${neutralise(turn.agent)})`}`,
          turn.models.length === 0 ? '' : `models   ${neutralise(turn.models.join(', '))}`,
          toolsOf(turn.tools),
          turn.session_cost_usd === null ? '' : `cost     $${turn.session_cost_usd.toFixed(2)} (whole session)`,
          turn.commit === null ? '' : `commit   ${turn.commit.slice(0, 12)}`,
        ].filter(Boolean)
  return [
    `${style.bad('✗')} first bad: ${nameOf(first_bad, style)}`,
    ...facts.map((fact) => `  ${fact}`),
    count(changes.length, 'file changed', 'files changed'),
    ...changeLines(changes),
    style.faint(`  git diff ${last_good.id.slice(0, 12)} ${first_bad.id.slice(0, 12)} shows it`),
    tested,
  ]
}

function toolsOf(tools: Readonly<Record<string, number>>): string {
  const used = Object.entries(tools).sort(([, a], [, b]) => b - a)
  if (used.length === 0) return ''
  return `tools    ${neutralise(
    used
      .slice(0, 8)
      .map(([name, times]) => `${name} ${times}`)
      .join(', '),
  )} (whole session)`
}

function nameOf({ id, turn, kind }: CheckpointDocument, style: Style): string {
  return `${style.name(id.slice(0, 12))} ${turn === null ? kind : `turn ${turn} (${kind})`}`
}
