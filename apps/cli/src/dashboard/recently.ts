/** An answer and when it was asked for, epoch milliseconds. */
interface Known<T> {
  readonly at: number
  readonly answer: Promise<T>
}

/** After so many times its own age limit an old answer is no longer better than none. */
const TOO_OLD = 5

/**
 * Gives the same answer for `ms` after it was asked for; a while longer the old one, while a new one is being found. A failure is not kept.
 * `now` is in epoch milliseconds.
 */
export function recently<T>(find: () => Promise<T>, ms: number, now: () => number): () => Promise<T> {
  let known: Known<T> | undefined
  let next: Known<T> | undefined
  const ask = (at: number): Known<T> => {
    const asked = { at, answer: find() }
    next = asked
    asked.answer.then(
      () => {
        known = asked
        if (next === asked) next = undefined
      },
      () => {
        if (next === asked) next = undefined
      },
    )
    return asked
  }
  return () => {
    const at = now()
    const age = known === undefined ? Number.POSITIVE_INFINITY : at - known.at
    if (known !== undefined && age < ms) return known.answer
    const asked = next ?? ask(at)
    return known !== undefined && age < TOO_OLD * ms ? known.answer : asked.answer
  }
}
