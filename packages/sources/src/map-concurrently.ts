/** Maps in input order with at most `limit` calls under way. */
export async function mapConcurrently<In, Out>(
  items: readonly In[],
  limit: number,
  map: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = new Array<Out>(items.length)
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await map(items[at] as In)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
  return results
}
