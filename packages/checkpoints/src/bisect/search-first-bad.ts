/** What a test says of a state, as `git bisect run` understands exit codes. */
export type Verdict = 'good' | 'bad' | 'skip'

/** What came of a search over states in order. Places are indices. */
export type FirstBad =
  | { readonly result: 'found'; readonly good: number; readonly bad: number }
  /** Those between could not be tested, so that any of them up to `bad` may be the first. */
  | { readonly result: 'skipped'; readonly good: number; readonly bad: number }
  /** There is a bad one before a good one, or one that is both; `good` and `bad` are one of each. */
  | { readonly result: 'not_monotone'; readonly good: number; readonly bad: number; readonly odd: readonly number[] }
  | { readonly result: 'all_good' | 'all_bad' | 'none_tested' }

export interface SearchOptions {
  /** Tests every state. Default: only what halving needs, and the neighbours of the answer. */
  readonly exhaustive?: boolean
}

/**
 * Finds the first bad of `count` states. The ends are tested first; in the end the answer and the one before it are tested once more, and so
 * are their neighbours, because a test that comes and goes has no first failure.
 */
export async function searchFirstBad(
  count: number,
  test: (place: number, again: boolean) => Promise<Verdict>,
  { exhaustive = false }: SearchOptions = {},
): Promise<FirstBad> {
  const known = new Map<number, Verdict>()
  const ask = async (place: number): Promise<Verdict> => {
    const verdict = known.get(place) ?? (await test(place, false))
    known.set(place, verdict)
    return verdict
  }
  let good = -1
  for (let place = 0; place < count; place++) {
    const verdict = await ask(place)
    if (verdict === 'skip') continue
    if (verdict === 'good') good = place
    break
  }
  let bad = -1
  for (let place = count - 1; place >= 0; place--) {
    const verdict = await ask(place)
    if (verdict === 'skip') continue
    if (verdict === 'bad') bad = place
    break
  }
  if (exhaustive) for (let place = 0; place < count; place++) await ask(place)
  if (good === -1 || bad === -1) {
    const placesOf = (wanted: Verdict): number[] =>
      [...known].flatMap(([place, verdict]) => (verdict === wanted ? [place] : [])).sort((a, b) => a - b)
    const [goods, bads] = [placesOf('good'), placesOf('bad')]
    const [firstGood, firstBad] = [goods[0], bads[0]]
    if (firstGood === undefined) return { result: firstBad === undefined ? 'none_tested' : 'all_bad' }
    if (firstBad === undefined) return { result: 'all_good' }
    return { result: 'not_monotone', good: firstGood, bad: firstBad, odd: good === -1 ? goods : bads }
  }
  while (bad - good > 1) {
    const place = await nearestTestable(good, bad, ask)
    if (place === undefined) return { result: 'skipped', good, bad }
    if (known.get(place) === 'good') good = place
    else bad = place
  }
  const odd = new Set<number>()
  for (const [place, expected] of [
    [good, 'good'],
    [bad, 'bad'],
  ] as const) {
    const verdict = await test(place, true)
    if (verdict !== expected && verdict !== 'skip') odd.add(place)
  }
  if (good > 0) await ask(good - 1)
  if (bad + 1 < count) await ask(bad + 1)
  for (const [place, verdict] of known) {
    if (verdict === 'bad' && place < good) odd.add(place)
    if (verdict === 'good' && place > bad) odd.add(place)
  }
  if (odd.size === 0) return { result: 'found', good, bad }
  return { result: 'not_monotone', good, bad, odd: [...odd].sort((a, b) => a - b) }
}

/** The state nearest to the middle that can be tested; it has been asked. */
async function nearestTestable(
  good: number,
  bad: number,
  ask: (place: number) => Promise<Verdict>,
): Promise<number | undefined> {
  const middle = (good + bad) >> 1
  for (let step = 0; step < bad - good; step++) {
    for (const place of step === 0 ? [middle] : [middle - step, middle + step]) {
      if (place > good && place < bad && (await ask(place)) !== 'skip') return place
    }
  }
  return undefined
}
