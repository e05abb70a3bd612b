import type { JSX } from 'preact'

/** A bar filled to a share of 0–1, with an optional second share as a mark on it. */
export function Meter({
  value,
  mark,
  tone = 'accent',
  label,
}: {
  readonly value: number
  readonly mark?: number | undefined
  readonly tone?: 'accent' | 'good' | 'warn' | 'bad'
  readonly label: string
}): JSX.Element {
  return (
    <span class="meter" data-tone={tone} role="img" aria-label={label}>
      <span class="meter-fill" style={{ width: `${clamp(value) * 100}%` }} />
      {mark === undefined ? null : <span class="meter-mark" style={{ left: `${clamp(mark) * 100}%` }} />}
    </span>
  )
}

function clamp(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0
}
