import type { Session } from '@ses/model'
import { classifySession } from '../src/classify-session.ts'
import { classifyTypeOfFacts } from '../src/classify-type.ts'
import { type ConventionalType, conventionalTypes } from '../src/conventional-type.ts'
import { loadTypeModel } from '../src/score-conventional.ts'
import { type SessionType, sessionTypes } from '../src/session-type.ts'
import { typeFactsOf } from '../src/type-input.ts'
import { typeModel } from '../src/type-model.ts'
import { type CommitRow, foldsOf, readCommitRows } from '../train/commit-rows.ts'
import { type CrossValidation, crossValidate, foldCount } from '../train/cross-validate.ts'
import { packModel } from '../train/pack-model.ts'
import { confusionTable, table } from './report-table.ts'
import { readSessionLabels } from './session-labels.ts'

/** Which of our types a verdict may have to agree with a conventional one. */
const AGREES: Readonly<Record<ConventionalType, readonly SessionType[]>> = {
  feat: ['feature'],
  fix: ['bugfix', 'security'],
  docs: ['docs'],
  refactor: ['refactor'],
  test: ['test'],
  ci: ['devops'],
  build: ['upgrade', 'devops', 'config'],
  style: ['style'],
  perf: ['perf'],
  chore: ['upgrade', 'devops', 'config'],
}

/** What is measured; both texts are tab-separated with a heading line. */
export interface TypeEvaluation {
  /** Labelled commits: type, repo, subject, paths. */
  readonly commits: string
  readonly sessions?: {
    /** The text of `sessions.tsv`. */
    readonly labels: string
    /** Parses the session at a path below the corpus folder; one without events counts as unreadable. */
    readonly load: (file: string) => Session
  }
}

/** A report on how well types are told: on held-out repositories of labelled commits, and on hand-labelled sessions. Takes half a minute. */
export function evaluateTypes({ commits, sessions }: TypeEvaluation): string {
  const rows = readCommitRows(commits)
  const validation = crossValidate(rows)
  const parts = [commitReport(rows, validation), verdictReport(rows, validation)]
  if (sessions !== undefined) parts.push(sessionReport(sessions.labels, sessions.load))
  return parts.join('\n')
}

function commitReport(all: readonly CommitRow[], result: CrossValidation): string {
  const lines: string[] = []
  lines.push(`# Conventional type of ${all.length} commits, ${foldCount} folds by repository (forks kept together)`)
  lines.push(
    `accuracy ${result.accuracy.toFixed(4)}  folds ${result.folds.map((value) => value.toFixed(4)).join(' ')}  macro F1 ${result.macroF1.toFixed(3)}`,
  )
  lines.push(
    `expected calibration error ${result.ece.toFixed(4)} (${result.eceUncalibrated.toFixed(4)} before temperature ${result.temperature.toFixed(3)})\n`,
  )
  const scores = result.perClass.map(({ precision, recall, f1, rows: count }, index) => [
    conventionalTypes[index] ?? '',
    precision,
    recall,
    f1,
    count,
  ])
  lines.push(`${table([['type', 'precision', 'recall', 'F1', 'rows'], ...scores])}\n`)
  lines.push(`${confusionTable(conventionalTypes, result.confusion)}\n`)
  return `${lines.join('\n')}\n`
}

/** The whole of classifyType (rules, model, mapping) on the same folds, each with a model that has not seen the fold. */
function verdictReport(all: readonly CommitRow[], result: CrossValidation): string {
  const lines: string[] = []
  const folds = foldsOf(all, foldCount)
  const models = result.models.map((model) => loadTypeModel(packModel(model, result.temperature, typeModel.provenance)))
  const counts = new Map<string, { right: number; rows: number }>()
  let right = 0
  for (const [index, row] of all.entries()) {
    const model = models[folds[index] ?? 0]
    const facts = typeFactsOf({ prompts: [row.subject], paths: row.paths })
    const { type } = classifyTypeOfFacts(facts, { explain: false, ...(model === undefined ? {} : { model }) })
    const expected = conventionalTypes[row.type] ?? 'chore'
    const agrees = AGREES[expected].includes(type)
    right += agrees ? 1 : 0
    const count = counts.get(expected) ?? { right: 0, rows: 0 }
    counts.set(expected, { right: count.right + (agrees ? 1 : 0), rows: count.rows + 1 })
  }
  lines.push('# classifyType as a whole on the same held-out repositories, agreeing with the conventional type')
  lines.push(`agreement ${(right / all.length).toFixed(4)}`)
  lines.push(
    `${table([['type', 'agreement', 'rows'], ...[...counts].map(([type, count]) => [type, count.right / count.rows, count.rows])])}\n`,
  )
  return `${lines.join('\n')}\n`
}

function sessionReport(labelText: string, load: (file: string) => Session): string {
  const lines: string[] = []
  const labels = readSessionLabels(labelText)
  const results = labels.flatMap((label) => {
    const session = load(label.file)
    return session.events.length === 0 ? [] : [{ label, verdict: classifySession(session) }]
  })
  lines.push(
    `# Type of ${results.length} hand-labelled sessions (${labels.length - results.length} more could not be read)`,
  )
  const line = (name: string, own: typeof results): (string | number)[] => {
    const strict = own.filter(({ label, verdict }) => label.type === verdict.type).length
    const wide = own.filter(
      ({ label, verdict }) => label.type === verdict.type || label.also.includes(verdict.type),
    ).length
    const confidence = own.reduce((sum, { verdict }) => sum + verdict.confidence, 0) / own.length
    return [name, own.length, strict / own.length, wide / own.length, confidence]
  }
  const splits = ['dev', 'held-out'].map((split) =>
    line(
      split,
      results.filter(({ label }) => label.split === split),
    ),
  )
  lines.push(
    `${table([['split', 'sessions', 'agreement', 'with second labels', 'mean confidence'], ...splits, line('all', results)])}\n`,
  )
  const confusion = sessionTypes.map((wanted) =>
    sessionTypes.map(
      (given) => results.filter(({ label, verdict }) => label.type === wanted && verdict.type === given).length,
    ),
  )
  lines.push(`${confusionTable(sessionTypes, confusion)}\n`)
  const share = (name: string, values: readonly string[]): string =>
    `${name}: ${[...new Set(values)]
      .sort()
      .map((value) => `${value} ${values.filter((each) => each === value).length}`)
      .join(', ')}`
  lines.push(
    share(
      'risk',
      results.map(({ verdict }) => verdict.risk),
    ),
  )
  lines.push(
    share(
      'outcome',
      results.map(({ verdict }) => verdict.outcome.state),
    ),
  )
  const blank = results.filter(({ verdict }) => verdict.intent === '').length
  lines.push(`sessions without an intent line: ${blank}`)
  return `${lines.join('\n')}\n`
}
