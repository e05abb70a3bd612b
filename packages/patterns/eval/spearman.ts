/** Rank correlation of two equally long series, ties sharing their mean rank; 0 when one of them is constant. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)]
  const mean = (x.length + 1) / 2
  let product = 0
  let squareX = 0
  let squareY = 0
  for (const [index, rank] of x.entries()) {
    const [dx, dy] = [rank - mean, (y[index] ?? mean) - mean]
    product += dx * dy
    squareX += dx * dx
    squareY += dy * dy
  }
  return squareX === 0 || squareY === 0 ? 0 : product / Math.sqrt(squareX * squareY)
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const ranks = new Array<number>(values.length).fill(0)
  let start = 0
  while (start < order.length) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end += 1
    for (let at = start; at <= end; at++) ranks[order[at] ?? 0] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}
