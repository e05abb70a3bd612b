// Trains src/type-model.ts from labelled commits. Usage: node <bundle of this file> <commits.tsv> <output.ts> [ISO date]
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { conventionalTypes } from '../src/conventional-type.ts'
import { type TypeModel, weightAlphabet } from '../src/type-model-format.ts'
import { readCommitRows } from './commit-rows.ts'
import { crossValidate, examplesOf, trainingOptions } from './cross-validate.ts'
import { type TrainedModel, trainSoftmax } from './softmax-regression.ts'

const [input, output, date] = process.argv.slice(2)
if (input === undefined || output === undefined || date === undefined) throw new Error('usage: train-type-model <commits.tsv> <output.ts> <ISO date>')

const rows = readCommitRows(input)
const validation = crossValidate(rows)
const model = trainSoftmax(examplesOf(rows), trainingOptions)
const round = (value: number, digits = 4): number => Number(value.toFixed(digits))

/** Weights below this share of a step in every class are dropped with their feature. */
const SMALLEST = 0.5
const middle = (weightAlphabet.length - 1) / 2
const step = largestWeight(model) / middle

const names: string[] = []
let weights = ''
for (const [name, id] of model.vocabulary) {
  const own = Array.from(model.weights.subarray(id * model.classes, (id + 1) * model.classes))
  if (own.every((weight) => Math.abs(weight) < step * SMALLEST)) continue
  names.push(name)
  for (const weight of own) weights += weightAlphabet[Math.max(0, Math.min(2 * middle, Math.round(weight / step) + middle))]
}

const shipped: TypeModel = {
  provenance: {
    script: 'train/train-type-model.ts',
    data: 'labels/commits.tsv',
    dataHash: createHash('sha256').update(readFileSync(input)).digest('hex'),
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
  },
  bias: Array.from(model.bias, (value) => round(value)),
  temperature: round(validation.temperature),
  step: round(step, 6),
  vocabulary: names.join(' '),
  weights,
}

writeFileSync(
  output,
  `// Made by ${shipped.provenance.script}; do not edit. See provenance for the data it was trained on.
import type { TypeModel } from './type-model-format.ts'

/** Weights of the conventional types, trained on commit subjects and paths. */
export const typeModel: TypeModel = ${literal(shipped)}
`,
)
console.log(JSON.stringify({ ...shipped.provenance, features: names.length, bytes: shipped.vocabulary.length + weights.length, temperature: shipped.temperature }))

/** The 99.9th percentile of all absolute weights: a few giants must not cost the rest their precision. */
function largestWeight(trained: TrainedModel): number {
  const sorted = trained.weights.map(Math.abs).sort()
  return sorted[Math.floor(sorted.length * 0.999)] ?? 1
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/"(\w+)":/g, '$1:')
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) => `'${text.replaceAll("'", "\\'")}'`)
}
