/** Median of the values around each, `span` of them where there are as many; of two in the middle the upper. */
export function runningMedian(values: readonly number[], span: number): number[] {
  const half = Math.floor(span / 2)
  const sorted: number[] = []
  for (const value of values.slice(0, half)) sorted.splice(placeOf(sorted, value), 0, value)
  return values.map((_, i) => {
    const entering = values[i + half]
    const leaving = values[i - half - 1]
    if (entering !== undefined) sorted.splice(placeOf(sorted, entering), 0, entering)
    if (leaving !== undefined) sorted.splice(placeOf(sorted, leaving), 1)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  })
}

/** Index of the first that is not smaller. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
