/** A user text taken apart: what the human typed and what the editor put around it. */
export interface UserQuery {
  readonly typed: string
  readonly envelope: string
}

const OPEN = '<user_query>'
const CLOSE = '</user_query>'

/**
 * Cursor marks what the human typed with `<user_query>`; everything beside it comes from the editor. A text without the mark is
 * the human's unless it is one element of the editor's (`<system_reminder>…`).
 */
export function readUserQuery(text: string): UserQuery {
  const typed: string[] = []
  const envelope: string[] = []
  let at = 0
  for (let start = text.indexOf(OPEN); start >= 0; start = text.indexOf(OPEN, at)) {
    const end = text.indexOf(CLOSE, start + OPEN.length)
    const stop = end < 0 ? text.length : end
    envelope.push(text.slice(at, start))
    typed.push(text.slice(start + OPEN.length, stop).trim())
    at = end < 0 ? text.length : end + CLOSE.length
  }
  if (typed.length === 0) {
    const whole = text.trim()
    const element = /^<([a-z][a-z_]*)[\s>]/.exec(whole)
    return element !== null && whole.endsWith(`</${element[1]}>`)
      ? { typed: '', envelope: whole }
      : { typed: whole, envelope: '' }
  }
  envelope.push(text.slice(at))
  return { typed: typed.join('\n'), envelope: envelope.join('').trim() }
}
