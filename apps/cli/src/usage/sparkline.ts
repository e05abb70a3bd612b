const BARS = '▁▂▃▄▅▆▇█'

/** One bar per number, the highest for the largest; a number above 0 is never shown as nothing, 0 is a blank. */
export function sparkline(numbers: readonly number[]): string {
  const most = numbers.reduce((largest, number) => Math.max(largest, number), 0)
  return numbers.map((number) => (number > 0 ? BARS[Math.min(7, Math.floor((number / most) * 7.999))] : ' ')).join('')
}

/** A bar of at most `width` columns for a share of the largest number. */
export function bar(number: number, most: number, width: number): string {
  if (!(number > 0) || !(most > 0)) return ''
  const eighths = Math.max(1, Math.round((number / most) * width * 8))
  return '█'.repeat(Math.floor(eighths / 8)) + (['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '')
}
