import { SesError } from '@ses/model'

/** The values that a list like `a,b` names, in whatever case. Throws `SesError` `usage` for one that is not there. */
export function choose<Value extends string>(option: string, text: string, values: readonly Value[]): readonly Value[] {
  return text.split(',').map((part) => {
    const wanted = part.trim().toLowerCase()
    const found = values.find((value) => value.toLowerCase() === wanted)
    if (found !== undefined) return found
    throw new SesError('usage', `--${option} ${text}: expected ${values.join(', ')}`)
  })
}

/** As `choose`, and also `>=b`, `>b`, `<=b`, `<b` for values that are given from the least to the most. */
export function compare<Value extends string>(
  option: string,
  text: string,
  values: readonly Value[],
): readonly Value[] {
  const sign = /^\s*(>=|<=|>|<|=)\s*(.*)$/s.exec(text)
  if (sign === null) return choose(option, text, values)
  const [, operator = '', rest = ''] = sign
  const [value, second] = choose(option, rest, values)
  if (value === undefined || second !== undefined) {
    throw new SesError('usage', `--${option} ${text}: expected one value after ${operator}`)
  }
  const at = values.indexOf(value)
  if (operator === '=') return [value]
  if (operator.startsWith('>')) return values.slice(operator === '>' ? at + 1 : at)
  return values.slice(0, operator === '<' ? at : at + 1)
}
