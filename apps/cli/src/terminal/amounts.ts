/** `1 file`, `2 files`, `1,234 files`. */
export function count(number: number, one: string, many = `${one}s`): string {
  // `toLocaleString` would load the locale data, which takes longer than all else that `ses list` does.
  const digits = String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${digits} ${number === 1 ? one : many}`
}

/** `950`, `12.3k`, `1.2M`. */
export function tokens(number: number): string {
  if (number < 1000) return String(Math.round(number))
  // From 999.95k on one decimal would say 1000.0k.
  if (number < 999_950) return `${(number / 1000).toFixed(1)}k`
  if (number < 999_950_000) return `${(number / 1e6).toFixed(1)}M`
  return `${(number / 1e9).toFixed(1)}G`
}

/** `$12.34`; four places below a cent, `$0` for nothing, `–` for unknown. */
export function money(usd: number | null | undefined): string {
  if (usd === null || usd === undefined) return '–'
  if (usd === 0) return '$0'
  if (usd < 0.0001) return '<$0.0001'
  return `$${usd < 0.01 ? usd.toFixed(4) : usd.toFixed(2)}`
}

/** `350 ms`, `12 s`, `4 min`, `2 h 05 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** `85 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
