import { type ConventionalType, conventionalTypes } from './conventional-type.ts'
import { type Features, featuresOf, type WeightedText } from './type-features.ts'
import { typeModel } from './type-model.ts'
import { type TypeModel, weightAlphabet } from './type-model-format.ts'

/** What the linear model says. */
export interface ConventionalScore {
  /** Calibrated probability per conventional type; they add up to 1. */
  readonly probabilities: Readonly<Record<ConventionalType, number>>
  /** What each known feature adds to a type's log-odds over the mean of all types. */
  readonly terms: (type: ConventionalType) => { readonly feature: string; readonly weight: number }[]
}

/** `counts: false` leaves out features of a commit's size; `model` replaces the shipped one. */
export interface ScoreOptions {
  readonly counts?: boolean
  readonly model?: LoadedModel
}

/** Scores texts and changed paths by the conventional types. */
export function scoreConventional(
  texts: readonly WeightedText[],
  paths: readonly string[],
  options: ScoreOptions = {},
): ConventionalScore {
  const { bias, weights, step, temperature } = options.model ?? shippedModel()
  const features: Features = featuresOf(texts, paths, options)
  const logits = [...bias]
  const known: { feature: string; value: number; row: Int8Array }[] = []
  for (const [feature, value] of features) {
    const row = weights.get(feature)
    if (row === undefined) continue
    known.push({ feature, value, row })
    for (let k = 0; k < logits.length; k++) logits[k] = (logits[k] as number) + (row[k] as number) * step * value
  }
  const max = Math.max(...logits)
  const exponentials = logits.map((logit) => Math.exp((logit - max) / temperature))
  const sum = exponentials.reduce((total, each) => total + each, 0)
  const probabilities = Object.fromEntries(
    conventionalTypes.map((type, k) => [type, (exponentials[k] as number) / sum]),
  )
  return {
    probabilities: probabilities as Record<ConventionalType, number>,
    terms: (type) => {
      const k = conventionalTypes.indexOf(type)
      return known
        .map(({ feature, value, row }) => {
          const mean = row.reduce((total, each) => total + each, 0) / row.length
          return { feature, weight: ((row[k] as number) - mean) * step * value }
        })
        .sort((a, b) => b.weight - a.weight)
    },
  }
}

/** A model unpacked for use. */
export interface LoadedModel {
  readonly bias: readonly number[]
  readonly temperature: number
  readonly step: number
  readonly weights: ReadonlyMap<string, Int8Array>
}

/** The shipped model is unpacked at its first use and kept: it never changes. */
let kept: LoadedModel | undefined

function shippedModel(): LoadedModel {
  kept ??= loadTypeModel(typeModel)
  return kept
}

/** Unpacks a model. */
export function loadTypeModel({ bias, temperature, step, vocabulary, weights }: TypeModel): LoadedModel {
  const classes = bias.length
  const middle = (weightAlphabet.length - 1) / 2
  const places = new Map([...weightAlphabet].map((char, place) => [char.charCodeAt(0), place - middle]))
  const values = new Int8Array(weights.length)
  for (let at = 0; at < weights.length; at++) values[at] = places.get(weights.charCodeAt(at)) ?? 0
  const names = vocabulary.split(' ')
  return {
    bias,
    temperature,
    step,
    weights: new Map(names.map((name, index) => [name, values.subarray(index * classes, (index + 1) * classes)])),
  }
}
