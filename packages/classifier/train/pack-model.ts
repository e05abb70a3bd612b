import { type TypeModel, type TypeModelProvenance, weightAlphabet } from '../src/type-model-format.ts'
import type { TrainedModel } from './softmax-regression.ts'

/** Features whose weights are all below this share of a step say nothing and are left out. */
const SMALLEST = 0.5

/** A trained model as it is shipped: weights in 89 steps, features without weight dropped. */
export function packModel(model: TrainedModel, temperature: number, provenance: TypeModelProvenance): TypeModel {
  const middle = (weightAlphabet.length - 1) / 2
  const step = largestWeight(model) / middle
  const names: string[] = []
  let weights = ''
  for (const [name, id] of model.vocabulary) {
    const own = Array.from(model.weights.subarray(id * model.classes, (id + 1) * model.classes))
    if (own.every((weight) => Math.abs(weight) < step * SMALLEST)) continue
    names.push(name)
    for (const weight of own) {
      weights += weightAlphabet[Math.max(0, Math.min(2 * middle, Math.round(weight / step) + middle))]
    }
  }
  return {
    provenance,
    bias: Array.from(model.bias, (value) => round(value)),
    temperature: round(temperature),
    step: round(step, 6),
    vocabulary: names.join(' '),
    weights,
  }
}

/** Four digits by default. */
export function round(value: number, digits = 4): number {
  return Number(value.toFixed(digits))
}

/** The 99.9th percentile of all absolute weights: a few giants must not cost the rest their precision. */
function largestWeight(trained: TrainedModel): number {
  const sorted = trained.weights.map(Math.abs).sort()
  return sorted[Math.floor(sorted.length * 0.999)] ?? 1
}
