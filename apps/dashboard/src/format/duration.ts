/** Milliseconds as `320 ms`, `4.2 s`, `3 min`, `2 h 05`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
  return minutes(ms / 60_000)
}

/** Minutes as `45 min`, `2 h 05`, `3 d`. */
export function minutes(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  const whole = Math.round(value)
  if (whole < 1) return '<1 min'
  if (whole < 60) return `${whole} min`
  if (whole < 48 * 60) return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')}`
  return `${Math.round(whole / 1440)} d`
}
