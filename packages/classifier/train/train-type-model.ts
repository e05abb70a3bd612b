// Trains src/type-model.ts from labelled commits, the same at every run.
// Usage: bundle with condition @ses/source, then: node train-type-model <commits.tsv> <src/type-model.ts> <ISO date>
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { conventionalTypes } from '../src/conventional-type.ts'
import { readCommitRows } from './commit-rows.ts'
import { crossValidate, examplesOf, trainingOptions } from './cross-validate.ts'
import { packModel, round } from './pack-model.ts'
import { trainSoftmax } from './softmax-regression.ts'

const [input, output, date] = process.argv.slice(2)
if (input === undefined || output === undefined || date === undefined) {
  throw new Error('usage: train-type-model <commits.tsv> <output.ts> <ISO date>')
}

const bytes = readFileSync(input)
const rows = readCommitRows(bytes.toString('utf8'))
const validation = crossValidate(rows)
const model = packModel(trainSoftmax(examplesOf(rows), trainingOptions), validation.temperature, {
  script: 'train/train-type-model.ts',
  data: 'labels/commits.tsv',
  dataHash: createHash('sha256').update(bytes).digest('hex'),
  rows: rows.length,
  repositories: new Set(rows.map((row) => row.repo)).size,
  date,
  classes: conventionalTypes,
  heldOut: {
    folds: validation.folds.map((value) => round(value)),
    accuracy: round(validation.accuracy),
    macroF1: round(validation.macroF1),
    ece: round(validation.ece),
  },
})

writeFileSync(
  output,
  `// Made by train/train-type-model.ts; do not edit.
import type { TypeModel } from './type-model-format.ts'

/** Weights of the conventional types, trained on commit subjects and paths. */
export const typeModel: TypeModel = ${literal(model)}
`,
)
const { vocabulary, weights, provenance, temperature } = model
const features = vocabulary.split(' ').length
process.stdout.write(
  `${JSON.stringify({ ...provenance, features, characters: vocabulary.length + weights.length, temperature })}\n`,
)

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/"(\w+)":/g, '$1:')
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) => `'${text.replaceAll("'", "\\'")}'`)
}
