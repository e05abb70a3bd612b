// Prints how well types are told: on held-out repositories of labelled commits, and on hand-labelled sessions.
// Usage: bundle with condition @ses/source, then: node evaluate <commits.tsv> [<corpus folder> <sessions.tsv>]
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseTranscript } from '@ses/agents'
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

const [commitsFile, corpus, labelsFile] = process.argv.slice(2)
if (commitsFile === undefined) throw new Error('usage: evaluate <commits.tsv> [<corpus folder> <sessions.tsv>]')
const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const rows = readCommitRows(readFileSync(commitsFile, 'utf8'))
const validation = crossValidate(rows)
printCommits(rows, validation)
printVerdicts(rows, validation)
if (corpus !== undefined && labelsFile !== undefined) printSessions(corpus, labelsFile)

function printCommits(all: readonly CommitRow[], result: CrossValidation): void {
  print(`# Conventional type of ${all.length} commits, ${foldCount} folds by repository (forks kept together)`)
  print(
    `accuracy ${result.accuracy.toFixed(4)}  folds ${result.folds.map((value) => value.toFixed(4)).join(' ')}  macro F1 ${result.macroF1.toFixed(3)}`,
  )
  print(
    `expected calibration error ${result.ece.toFixed(4)} (${result.eceUncalibrated.toFixed(4)} before temperature ${result.temperature.toFixed(3)})\n`,
  )
  const scores = result.perClass.map(({ precision, recall, f1, rows: count }, index) => [
    conventionalTypes[index] ?? '',
    precision,
    recall,
    f1,
    count,
  ])
  print(`${table([['type', 'precision', 'recall', 'F1', 'rows'], ...scores])}\n`)
  print(`${confusionTable(conventionalTypes, result.confusion)}\n`)
}

/** The whole of classifyType (rules, model, mapping) on the same folds, each with a model that has not seen the fold. */
function printVerdicts(all: readonly CommitRow[], result: CrossValidation): void {
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
  print('# classifyType as a whole on the same held-out repositories, agreeing with the conventional type')
  print(`agreement ${(right / all.length).toFixed(4)}`)
  print(
    `${table([['type', 'agreement', 'rows'], ...[...counts].map(([type, count]) => [type, count.right / count.rows, count.rows])])}\n`,
  )
}

function printSessions(folder: string, file: string): void {
  const labels = readSessionLabels(readFileSync(file, 'utf8'))
  const results = labels.flatMap((label) => {
    const session: Session = parseTranscript(readFileSync(join(folder, label.file))).value
    return session.events.length === 0 ? [] : [{ label, verdict: classifySession(session) }]
  })
  print(`# Type of ${results.length} hand-labelled sessions (${labels.length - results.length} more could not be read)`)
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
  print(
    `${table([['split', 'sessions', 'agreement', 'with second labels', 'mean confidence'], ...splits, line('all', results)])}\n`,
  )
  const confusion = sessionTypes.map((wanted) =>
    sessionTypes.map(
      (given) => results.filter(({ label, verdict }) => label.type === wanted && verdict.type === given).length,
    ),
  )
  print(`${confusionTable(sessionTypes, confusion)}\n`)
  const share = (name: string, values: readonly string[]): string =>
    `${name}: ${[...new Set(values)]
      .sort()
      .map((value) => `${value} ${values.filter((each) => each === value).length}`)
      .join(', ')}`
  print(
    share(
      'risk',
      results.map(({ verdict }) => verdict.risk),
    ),
  )
  print(
    share(
      'outcome',
      results.map(({ verdict }) => verdict.outcome.state),
    ),
  )
  const blank = results.filter(({ verdict }) => verdict.intent === '').length
  print(`sessions without an intent line: ${blank}`)
}
