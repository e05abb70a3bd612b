import { SesError } from '@ses/model'

/** US dollars as they were typed; undefined when nothing was. Throws `usage` for what is no amount. */
export function readAmount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\$?(?:\d{1,9}(?:\.\d*)?|\.\d+)$/.test(text)) throw new SesError('usage', `${option}: expected US dollars`)
  return Number(text.replace('$', ''))
}
