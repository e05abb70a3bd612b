import type { Catalog, CatalogModel, CatalogProvider } from './catalog.ts'
import { matches } from './model-match.ts'
import { modelSpellings } from './model-spellings.ts'

/** A model of the catalog and the provider whose price it is. */
export interface FoundModel {
  readonly provider: string
  readonly model: CatalogModel
}

/**
 * Finds the price entry of a model id as agents write it: bare, dated, with a provider in front (`openrouter/…`, `models/…`,
 * `us.anthropic.…`). `provider` is tried first where the agent names one. Undefined for local models and those the catalog
 * does not know: a neighbour's price is never taken.
 */
export function findModel(catalog: Catalog, id: string, provider?: string): FoundModel | undefined {
  const found = cache.get(catalog) ?? new Map<string, FoundModel | null>()
  cache.set(catalog, found)
  const key = provider === undefined ? id : `${provider}\n${id}`
  const known = found.get(key)
  if (known !== undefined) return known ?? undefined
  const result = find(catalog, id.slice(0, MAX_ID_LENGTH).trim().toLowerCase(), provider?.trim().toLowerCase())
  if (found.size >= MAX_CACHED) found.clear()
  found.set(key, result ?? null)
  return result
}

const cache = new WeakMap<Catalog, Map<string, FoundModel | null>>()
const MAX_CACHED = 500
const MAX_ID_LENGTH = 300

/** Where models run on one's own machine, so that no vendor's price applies. */
const LOCAL: ReadonlySet<string> = new Set(
  'ollama lmstudio lm-studio llamacpp llama.cpp llama-cpp llama_cpp llamafile vllm sglang local localhost localai mlx mlx-lm jan gpt4all koboldcpp oobabooga'.split(
    ' ',
  ),
)

function find(catalog: Catalog, id: string, provider: string | undefined): FoundModel | undefined {
  if (id === '' || id.startsWith('<')) return undefined
  if (provider !== undefined) {
    if (LOCAL.has(provider)) return undefined
    const named = providerNamed(catalog, provider)
    const found = named && modelIn(named, id)
    if (found !== undefined) return found
  }
  let rest = id
  for (;;) {
    const slash = rest.indexOf('/')
    const head = slash < 0 ? undefined : rest.slice(0, slash)
    const tail = slash < 0 ? rest : rest.slice(slash + 1)
    if (head !== undefined && LOCAL.has(head)) return undefined
    const named = head === undefined ? undefined : providerNamed(catalog, head)
    const found = (named && (modelIn(named, tail) ?? modelIn(named, rest))) ?? claimed(catalog, rest)
    if (found !== undefined) return found
    if (head === undefined) break
    rest = tail
  }
  return bedrockModel(catalog, rest) ?? routedModel(catalog, id, rest)
}

/** `us.anthropic.claude-…`: Amazon's price where it has one, else the vendor's. */
function bedrockModel(catalog: Catalog, id: string): FoundModel | undefined {
  const vendor = /^(?:[a-z]{2,6}(?:-gov)?\.)?[a-z0-9]+\.(?=[a-z])/.exec(id)?.[0]
  if (vendor === undefined) return undefined
  const amazon = providerNamed(catalog, 'aws')
  return (amazon && modelIn(amazon, id)) ?? claimed(catalog, id.slice(vendor.length))
}

/**
 * Models whose vendor has no prices of its own in the data (Qwen and others) are priced as OpenRouter sells them, and so are
 * the `-fast` offers of a vendor. A model that a vendor claims but does not list stays unpriced.
 */
function routedModel(catalog: Catalog, id: string, rest: string): FoundModel | undefined {
  const router = providerNamed(catalog, 'openrouter')
  if (router === undefined) return undefined
  const whole = id.includes('/') ? modelIn(router, id) : undefined
  if (whole !== undefined) return whole
  if (!rest.endsWith('-fast') && catalog.providers.some((one) => one.claims && matches(one.claims, rest, false))) {
    return undefined
  }
  const spellings = modelSpellings(rest)
  for (const spelling of [...spellings, ...spellings.map((one) => one.replace(/(\d)-(\d)/, '$1.$2'))]) {
    const model = router
      .models()
      .find((one) => one.id.toLowerCase().endsWith(`/${spelling}`) && !one.id.startsWith('~'))
    if (model !== undefined) return { provider: router.id, model }
  }
  return undefined
}

function claimed(catalog: Catalog, id: string): FoundModel | undefined {
  for (const provider of catalog.providers) {
    if (provider.claims === undefined || !matches(provider.claims, id, false)) continue
    const found = modelIn(provider, id)
    if (found !== undefined) return found
  }
  return undefined
}

function modelIn(provider: CatalogProvider, id: string): FoundModel | undefined {
  for (const spelling of modelSpellings(id)) {
    const model = provider.models().find((one) => matches(one.match, spelling, true))
    if (model !== undefined) return { provider: provider.id, model }
  }
  return undefined
}

function providerNamed(catalog: Catalog, name: string): CatalogProvider | undefined {
  return (
    catalog.providers.find((provider) => provider.id === name) ??
    catalog.providers.find((provider) => provider.named !== undefined && matches(provider.named, name, false))
  )
}
