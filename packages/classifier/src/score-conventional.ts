import { type ConventionalType, conventionalTypes } from './conventional-type.ts'
import { featuresOf, type Features, type WeightedText } from './type-features.ts'
import { typeModel } from './type-model.ts'
import { type TypeModel, weightAlphabet } from './type-model-format.ts'

/** What the linear model says. */
export interface ConventionalScore {
  /** Calibrated probability per conventional type; they add up to 1. */
  readonly probabilities: Readonly<Record<ConventionalType, number>>
  /** What each known feature adds to a type's log-odds over the mean of all types. */
  readonly terms: (type: ConventionalType) => { readonly feature: string; readonly weight: number }[]
}

/** Scores texts and changed paths by the conventional types. */
export function scoreConventional(texts: readonly WeightedText[], paths: readonly string[], options: { readonly counts?: boolean } = {}): ConventionalScore {
  const { bias, weights } = loaded()
  const features: Features = featuresOf(texts, paths, options)
  const logits = [...bias]
  const known: { feature: string; value: number; row: Int8Array }[] = []
  for (const [feature, value] of features) {
    const row = weights.get(feature)
    if (row === undefined) continue
    known.push({ feature, value, row })
    for (let k = 0; k < logits.length; k++) logits[k] = (logits[k] as number) + (row[k] as number) * typeModel.step * value
  }
  const max = Math.max(...logits)
  const exponentials = logits.map((logit) => Math.exp((logit - max) / typeModel.temperature))
  const sum = exponentials.reduce((total, each) => total + each, 0)
  const probabilities = Object.fromEntries(conventionalTypes.map((type, k) => [type, (exponentials[k] as number) / sum]))
  return {
    probabilities: probabilities as Record<ConventionalType, number>,
    terms: (type) => {
      const k = conventionalTypes.indexOf(type)
      return known
        .map(({ feature, value, row }) => {
          const mean = row.reduce((total, each) => total + each, 0) / row.length
          return { feature, weight: ((row[k] as number) - mean) * typeModel.step * value }
        })
        .sort((a, b) => b.weight - a.weight)
    },
  }
}

interface Loaded {
  readonly bias: readonly number[]
  readonly weights: ReadonlyMap<string, Int8Array>
}

/** The model is unpacked at its first use and kept: it never changes. */
let kept: Loaded | undefined

function loaded(): Loaded {
  kept ??= unpack(typeModel)
  return kept
}

function unpack(model: TypeModel): Loaded {
  const classes = model.bias.length
  const middle = (weightAlphabet.length - 1) / 2
  const places = new Map([...weightAlphabet].map((char, place) => [char, place - middle]))
  const values = Int8Array.from(model.weights, (char) => places.get(char) ?? 0)
  const names = model.vocabulary.split(' ')
  return { bias: model.bias, weights: new Map(names.map((name, index) => [name, values.subarray(index * classes, (index + 1) * classes)])) }
}
