const BARS = '▁▂▃▄▅▆▇█'

/** Numbers from 0 to 100 as a row of bars, the lowest of them at the bottom; neighbours are averaged when there are more than `width`. */
export function sparkline(numbers: readonly number[], width: number): string {
  if (numbers.length === 0) return ''
  const size = Math.min(width, numbers.length)
  const means = Array.from({ length: size }, (_, index) => {
    const from = Math.floor((index * numbers.length) / size)
    const part = numbers.slice(from, Math.max(from + 1, Math.floor(((index + 1) * numbers.length) / size)))
    return part.reduce((sum, number) => sum + number, 0) / part.length
  })
  const low = Math.min(...means)
  const range = Math.max(...means) - low
  return means.map((mean) => BARS[range === 0 ? 3 : Math.round(((mean - low) / range) * 7)]).join('')
}
