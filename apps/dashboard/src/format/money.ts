const cents = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })
const whole = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })

/** US dollars to the cent; an amount that would round to nothing is told as less than a cent, null as a dash. */
export function money(usd: number | null | undefined): string {
  if (usd === null || usd === undefined || !Number.isFinite(usd)) return '–'
  if (usd > 0 && usd < 0.005) return `<${cents.format(0.01)}`
  return cents.format(usd)
}

/** US dollars for the axis of a chart: without cents from ten dollars on. */
export function moneyTick(usd: number): string {
  return Math.abs(usd) >= 10 || usd === 0 ? whole.format(usd) : cents.format(usd)
}
