// biome-ignore-all lint/style/noNonNullAssertion: every index comes from the loop or table that made it

import type { Features } from '../src/type-features.ts'

/** A trained model: for each feature one weight per class. */
export interface TrainedModel {
  readonly classes: number
  readonly vocabulary: ReadonlyMap<string, number>
  readonly weights: Float64Array
  readonly bias: Float64Array
}

export interface Example {
  readonly features: Features
  readonly label: number
  readonly group: string
}

export interface TrainingOptions {
  readonly classes: number
  /** A feature must occur in at least so many rows, and groups of repositories. */
  readonly minRows: number
  readonly minGroups: number
  readonly epochs: number
  readonly rate: number
  readonly l2: number
  /** Examples of a class count (largest class / own class) to this power: 0 as they are, 1 all classes alike. */
  readonly balance: number
}

/** Multinomial logistic regression by AdaGrad; the order of examples comes from a fixed seed, so that a run can be repeated. */
export function trainSoftmax(examples: readonly Example[], options: TrainingOptions): TrainedModel {
  const vocabulary = vocabularyOf(examples, options)
  const { classes } = options
  const encoded = examples.map((example) => encode(example.features, vocabulary))
  const weights = new Float64Array(vocabulary.size * classes)
  const bias = new Float64Array(classes)
  const gradients = new Float64Array(vocabulary.size * classes).fill(1e-2)
  const biasGradients = new Float64Array(classes).fill(1e-2)
  const random = randomNumbers(20261120)
  const order = examples.map((_, index) => index)
  const logits = new Float64Array(classes)
  const worth = classWorth(examples, options)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1))
      const kept = order[index]!
      order[index] = order[other]!
      order[other] = kept
    }
    for (const index of order) {
      const { ids, values } = encoded[index]!
      logits.set(bias)
      for (let at = 0; at < ids.length; at++) {
        const base = ids[at]! * classes
        for (let k = 0; k < classes; k++) logits[k]! += weights[base + k]! * values[at]!
      }
      softmaxInPlace(logits)
      logits[examples[index]!.label]! -= 1
      for (let k = 0; k < classes; k++) logits[k]! *= worth[examples[index]!.label]!
      for (let k = 0; k < classes; k++) {
        biasGradients[k]! += logits[k]! ** 2
        bias[k]! -= (options.rate * logits[k]!) / Math.sqrt(biasGradients[k]!)
      }
      for (let at = 0; at < ids.length; at++) {
        const base = ids[at]! * classes
        for (let k = 0; k < classes; k++) {
          const gradient = logits[k]! * values[at]! + options.l2 * weights[base + k]!
          gradients[base + k]! += gradient * gradient
          weights[base + k]! -= (options.rate * gradient) / Math.sqrt(gradients[base + k]!)
        }
      }
    }
  }
  return { classes, vocabulary, weights, bias }
}

function classWorth(examples: readonly Example[], options: TrainingOptions): Float64Array {
  const rows = new Float64Array(options.classes)
  for (const { label } of examples) rows[label]! += 1
  const largest = Math.max(...rows)
  return rows.map((count) => (largest / Math.max(1, count)) ** options.balance)
}

/** Log-odds per class before normalisation. */
export function logitsOf(model: TrainedModel, features: Features): Float64Array {
  const logits = Float64Array.from(model.bias)
  for (const [name, value] of features) {
    const id = model.vocabulary.get(name)
    if (id === undefined) continue
    for (let k = 0; k < model.classes; k++) logits[k]! += model.weights[id * model.classes + k]! * value
  }
  return logits
}

export function softmaxInPlace(logits: Float64Array, temperature = 1): void {
  let max = -Infinity
  for (const value of logits) max = Math.max(max, value)
  let sum = 0
  for (let k = 0; k < logits.length; k++) {
    logits[k] = Math.exp((logits[k]! - max) / temperature)
    sum += logits[k]!
  }
  for (let k = 0; k < logits.length; k++) logits[k]! /= sum
}

function vocabularyOf(examples: readonly Example[], options: TrainingOptions): Map<string, number> {
  const rows = new Map<string, number>()
  const groups = new Map<string, Set<string>>()
  for (const { features, group } of examples) {
    for (const name of features.keys()) {
      rows.set(name, (rows.get(name) ?? 0) + 1)
      const seen = groups.get(name) ?? new Set()
      seen.add(group)
      groups.set(name, seen)
    }
  }
  const names = [...rows]
    .filter(([name, count]) => count >= options.minRows && groups.get(name)!.size >= options.minGroups)
    .map(([name]) => name)
  return new Map(names.sort().map((name, index) => [name, index]))
}

function encode(
  features: Features,
  vocabulary: ReadonlyMap<string, number>,
): { ids: Int32Array; values: Float64Array } {
  const known = [...features].flatMap(([name, value]) => {
    const id = vocabulary.get(name)
    return id === undefined ? [] : [[id, value] as const]
  })
  return { ids: Int32Array.from(known, ([id]) => id), values: Float64Array.from(known, ([, value]) => value) }
}

/** mulberry32: small, fast and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
