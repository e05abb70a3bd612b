// biome-ignore-all lint/style/noNonNullAssertion: every index comes from the loop or table that made it

import { softmaxInPlace } from './softmax-regression.ts'

/** A prediction on a repository the model had not seen. */
export interface HeldOut {
  readonly logits: Float64Array
  readonly label: number
}

/** The temperature that makes the top class's confidence true: least log loss of "the top class is right", by golden section. */
export function fitTemperature(predictions: readonly HeldOut[]): number {
  const loss = (temperature: number): number => {
    let sum = 0
    for (const { logits, label } of predictions) {
      const probabilities = Float64Array.from(logits)
      softmaxInPlace(probabilities, temperature)
      const best = indexOfMax(probabilities)
      const chance = best === label ? probabilities[best]! : 1 - probabilities[best]!
      sum -= Math.log(Math.max(1e-12, chance))
    }
    return sum
  }
  let [low, high] = [0.3, 4]
  const ratio = (Math.sqrt(5) - 1) / 2
  for (let round = 0; round < 40; round++) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)]
    if (loss(a) < loss(b)) high = b
    else low = a
  }
  return (low + high) / 2
}

/** How sure a prediction was, and whether it was right. */
export interface Confidence {
  readonly confidence: number
  readonly right: boolean
}

/** The confidences of predictions at a temperature. */
export function confidencesOf(predictions: readonly HeldOut[], temperature: number): Confidence[] {
  return predictions.map(({ logits, label }) => {
    const probabilities = Float64Array.from(logits)
    softmaxInPlace(probabilities, temperature)
    const best = indexOfMax(probabilities)
    return { confidence: probabilities[best]!, right: best === label }
  })
}

/** Expected calibration error over 15 equal bins of confidence. */
export function expectedCalibrationError(confidences: readonly Confidence[]): number {
  const bins = Array.from({ length: 15 }, () => ({ confidence: 0, right: 0 }))
  for (const { confidence, right } of confidences) {
    const bin = bins[Math.min(14, Math.floor(confidence * 15))]!
    bin.confidence += confidence
    bin.right += right ? 1 : 0
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / confidences.length
}

/** Index of the largest value, the first of equals. */
export function indexOfMax(values: Float64Array | readonly number[]): number {
  let best = 0
  for (let index = 1; index < values.length; index++) if (values[index]! > values[best]!) best = index
  return best
}
