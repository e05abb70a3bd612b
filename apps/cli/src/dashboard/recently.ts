/** The same answer for `ms` after it was asked for; a failure is not kept. `now` is in epoch milliseconds. */
export function recently<T>(find: () => Promise<T>, ms: number, now: () => number): () => Promise<T> {
  let known: { readonly at: number; readonly answer: Promise<T> } | undefined
  return () => {
    const at = now()
    if (known !== undefined && at - known.at < ms) return known.answer
    const answer = find()
    const own = { at, answer }
    known = own
    answer.catch(() => {
      if (known === own) known = undefined
    })
    return answer
  }
}
