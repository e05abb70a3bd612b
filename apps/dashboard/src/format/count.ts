const plain = new Intl.NumberFormat()
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 })

/** Every digit, grouped. */
export function count(n: number | null | undefined): string {
  return n === null || n === undefined ? '–' : plain.format(n)
}

/** For large numbers: `1.2M`. */
export function short(n: number | null | undefined): string {
  return n === null || n === undefined ? '–' : compact.format(n)
}

/** A share of 0–1 as whole per cent; what is more than nothing is never told as 0 %. */
export function share(n: number): string {
  return n > 0 && n < 0.005 ? `<${percent.format(0.01)}` : percent.format(n)
}

/** `1 session`, `2 sessions`. */
export function plural(n: number, one: string, many: string = `${one}s`): string {
  return `${plain.format(n)} ${n === 1 ? one : many}`
}
