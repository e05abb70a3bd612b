import { median } from './median.ts'

/** Result of the two-sided Mann–Kendall test with Theil–Sen's slope, on values in time order. */
export interface MannKendall {
  /** Pairs that rise less pairs that fall. */
  readonly s: number
  /** Kendall's tau-b; null when all values are equal or there are fewer than two. */
  readonly tau: number | null
  /** Probability, if all orders were equally likely, of an `s` at least as far from 0. */
  readonly p: number
  readonly method: 'exact' | 'normal'
  /** Median of (later − earlier) / distance over all pairs, per step; null for fewer than two. */
  readonly slope: number | null
}

/** Up to here every order is counted; above, the normal approximation is good to three decimals. */
const MAX_EXACT = 20
/** Pairs grow with the square: above this many values the slope is taken over evenly spread ones. */
const MAX_SLOPE = 1000

/** Tests for a monotone trend without assuming a distribution (Mann 1945, Kendall 1975, Sen 1968). */
export function mannKendall(values: readonly number[]): MannKendall {
  const n = values.length
  const s = n <= MAX_EXACT ? signSum(values) : signSumByMerging(values)
  const ties = tieSizes(values)
  const pairs = (n * (n - 1)) / 2
  const untied = pairs - ties.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  const exact = n <= MAX_EXACT
  return {
    s,
    tau: untied === 0 ? null : s / Math.sqrt(pairs * untied),
    p: exact ? exactP(s, n, ties, untied) : normalP(s, n, ties),
    method: exact ? 'exact' : 'normal',
    slope: theilSen(values),
  }
}

function signSum(values: readonly number[]): number {
  let s = 0
  for (let later = 1; later < values.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      s += Math.sign((values[later] as number) - (values[earlier] as number))
    }
  }
  return s
}

/** As `signSum` in n log n: rising pairs and falling pairs are counted while sorting. */
function signSumByMerging(values: readonly number[]): number {
  return inversions(values.map((value) => -value)) - inversions(values)
}

/** Pairs that stand in falling order. */
function inversions(values: readonly number[]): number {
  let source = [...values]
  let target = new Array<number>(source.length)
  let count = 0
  for (let width = 1; width < source.length; width *= 2) {
    for (let start = 0; start < source.length; start += 2 * width) {
      const middle = Math.min(start + width, source.length)
      const end = Math.min(start + 2 * width, source.length)
      let left = start
      let right = middle
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || (source[left] as number) <= (source[right] as number))) {
          target[at] = source[left++] as number
        } else {
          count += middle - left
          target[at] = source[right++] as number
        }
      }
    }
    ;[source, target] = [target, source]
  }
  return count
}

function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>()
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return [...sizes.values()]
}

/**
 * Orders of a multiset by number of inversions are the coefficients of the q-multinomial [n]! / ∏[tᵢ]!, and s = untied − 2 · inversions.
 */
function exactP(s: number, n: number, ties: readonly number[], untied: number): number {
  let orders = [1n]
  for (let k = 2; k <= n; k++) orders = timesRun(orders, k)
  for (const size of ties) for (let k = 2; k <= size; k++) orders = overRun(orders, k)
  let total = 0n
  let far = 0n
  for (const [inversions, ways] of orders.entries()) {
    total += ways
    if (Math.abs(untied - 2 * inversions) >= Math.abs(s)) far += ways
  }
  return Number((far * 1_000_000_000_000n) / total) / 1e12
}

/** Product with 1 + q + … + q^(k−1). */
function timesRun(polynomial: readonly bigint[], k: number): bigint[] {
  const product: bigint[] = []
  let sum = 0n
  for (let at = 0; at < polynomial.length + k - 1; at++) {
    sum += (polynomial[at] ?? 0n) - (polynomial[at - k] ?? 0n)
    product.push(sum)
  }
  return product
}

/** The exact quotient by 1 + q + … + q^(k−1). */
function overRun(polynomial: readonly bigint[], k: number): bigint[] {
  const quotient: bigint[] = []
  for (let at = 0; at < polynomial.length - k + 1; at++) {
    quotient.push((polynomial[at] ?? 0n) - (polynomial[at - 1] ?? 0n) + (quotient[at - k] ?? 0n))
  }
  return quotient
}

/** With the variance corrected for ties and s moved one step to 0 for continuity. */
function normalP(s: number, n: number, ties: readonly number[]): number {
  const term = (size: number): number => size * (size - 1) * (2 * size + 5)
  const variance = (term(n) - ties.reduce((sum, size) => sum + term(size), 0)) / 18
  if (variance <= 0 || s === 0) return 1
  return Math.min(1, 2 * upperTail((Math.abs(s) - 1) / Math.sqrt(variance)))
}

/** P(Z > z) for z ≥ 0 by formula 26.2.17 of Abramowitz and Stegun, off by less than 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}

function theilSen(values: readonly number[]): number | null {
  const step = Math.max(1, Math.ceil(values.length / MAX_SLOPE))
  const slopes: number[] = []
  for (let later = step; later < values.length; later += step) {
    for (let earlier = 0; earlier < later; earlier += step) {
      slopes.push(((values[later] as number) - (values[earlier] as number)) / (later - earlier))
    }
  }
  return median(slopes)
}
