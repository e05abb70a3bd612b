import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openSession, type ToldSession } from './told-session.ts'

/** A text without blanks around it. Throws `usage` when nothing is left. */
export function textOf(text: string | undefined, complaint: string): string {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') throw new SesError('usage', complaint)
  return trimmed
}

/** The session that is open in this project. Throws `no_active_session`. */
export function requireOpen(context: Context): ToldSession {
  const open = openSession(context)
  if (open === undefined) throw new SesError('no_active_session', context.places.project)
  return open
}

/** Largest number of tokens that is believed. */
const MAX_TOKENS = 1e10

/** A count of tokens. Throws `usage` for what is none. */
export function tokensOf(input: Input, name: string): number | undefined {
  const number = input.number(name)
  if (number === undefined || (Number.isInteger(number) && number >= 0 && number <= MAX_TOKENS)) return number
  throw new SesError('usage', `--${name}: expected a whole number from 0 to ${MAX_TOKENS}`)
}
