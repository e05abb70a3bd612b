import type { JSX } from 'preact'

const width = 96
const height = 24

/** A line of shares of 0–1, the earliest first, scaled to the highest of them. */
export function Sparkline({
  values,
  label,
}: {
  readonly values: readonly number[]
  readonly label: string
}): JSX.Element {
  const top = Math.max(0.01, ...values)
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0
  const points = values.map((value, i) => [2 + i * step, height - 2 - (value / top) * (height - 4)] as const)
  const last = points.at(-1)
  return (
    <svg class="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {last ? <circle cx={last[0]} cy={last[1]} r="2" /> : null}
    </svg>
  )
}
