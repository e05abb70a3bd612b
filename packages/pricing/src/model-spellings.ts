/**
 * The spellings under which the catalog may know a model, the given one first and each next one with less of what does not
 * change a price: gateway suffixes, the snapshot date, the reasoning effort. `id` is in lower case and without a provider.
 */
export function modelSpellings(id: string): string[] {
  const spellings = [id]
  const add = (next: string): string => {
    if (next !== '' && !spellings.includes(next)) spellings.push(next)
    return next
  }
  // A free offer is another product: its price is not the model's.
  if (id.endsWith(':free')) return spellings
  // claude-sonnet-4-5[1m], anthropic.claude-…-v1:0, claude-…@20250929, :thinking and :beta of gateways
  const plain = add(
    id
      .replace(/\[\d+[km]\]$/, '')
      .replace(/:(?:thinking|beta|extended|latest|exacto|nitro)$/, '')
      .replace(/-v\d+(?::\d+)?(?::\d+k)?$/, '')
      .replace('@', '-')
      .replace(/-default$/, ''),
  )
  add(plain.replace(/-(20\d{2})(\d{2})(\d{2})$/, '-$1-$2-$3'))
  const undated = add(plain.replace(/-20\d{2}-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])(?=$|-fast$)/, ''))
  const effortless = add(withoutEffort(undated))
  if (effortless.includes('claude')) add(claudeSpelling(effortless))
  return spellings
}

const EFFORT =
  /(?:[-_ ](?:minimal|low|medium|high|xhigh|thinking|reasoning)| ?\((?:minimal|low|medium|high|xhigh|thinking)\))$/

/** `gpt-5.4-xhigh`, `claude-4.5-opus-high-thinking`: effort changes how many tokens are used, not what one costs. */
function withoutEffort(id: string): string {
  const once = id.replace(EFFORT, '')
  return once.replace(EFFORT, '')
}

/** `claude-4.5-sonnet` and `claude-sonnet-4.5` → `claude-sonnet-4-5`. */
function claudeSpelling(id: string): string {
  return id.replaceAll('.', '-').replace(/^claude-(\d(?:-\d{1,2})?)-([a-z]+)/, 'claude-$2-$1')
}
