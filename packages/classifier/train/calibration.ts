import { softmaxInPlace } from './softmax-regression.ts'

/** A prediction on a repository the model had not seen. */
export interface HeldOut {
  readonly logits: Float64Array
  readonly label: number
}

/** The temperature that gives the held-out predictions the least log loss, by golden section. */
export function fitTemperature(predictions: readonly HeldOut[]): number {
  const loss = (temperature: number): number => {
    let sum = 0
    for (const { logits, label } of predictions) {
      const probabilities = Float64Array.from(logits)
      softmaxInPlace(probabilities, temperature)
      sum -= Math.log(Math.max(1e-12, probabilities[label]!))
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

/** Expected calibration error over 15 equal bins of the top class's confidence. */
export function expectedCalibrationError(predictions: readonly HeldOut[], temperature: number): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, confidence: 0, right: 0 }))
  for (const { logits, label } of predictions) {
    const probabilities = Float64Array.from(logits)
    softmaxInPlace(probabilities, temperature)
    const best = indexOfMax(probabilities)
    const bin = bins[Math.min(14, Math.floor(probabilities[best]! * 15))]!
    bin.count += 1
    bin.confidence += probabilities[best]!
    bin.right += best === label ? 1 : 0
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / predictions.length
}

/** Index of the largest value, the first of equals. */
export function indexOfMax(values: Float64Array | readonly number[]): number {
  let best = 0
  for (let index = 1; index < values.length; index++) if (values[index]! > values[best]!) best = index
  return best
}
