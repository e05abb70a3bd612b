import { rmSync } from 'node:fs'
import { SesError } from '@ses/model'
import type { PriceConfig } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { configFiles, loadConfig } from '../settings.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { editConfig } from './edit-config.ts'
import { updatedCatalogPath } from './updated-catalog-path.ts'

/** Sets the price of a model, or of all whose id begins so, in the user's config. */
export async function setPrice(context: Context, input: Input, words: readonly string[]): Promise<number> {
  const [match, ...more] = words
  const inputPerMTok = input.number('input')
  const outputPerMTok = input.number('output')
  if (match === undefined || more.length > 0 || inputPerMTok === undefined || outputPerMTok === undefined) {
    throw new SesError('usage', 'pricing set: expected <model> --input <usd> --output <usd>, per million tokens')
  }
  const cacheReadPerMTok = input.number('cache-read')
  const cacheWritePerMTok = input.number('cache-write')
  const cacheWrite1hPerMTok = input.number('cache-write-1h')
  const from = input.text('from')
  const price: PriceConfig = {
    match,
    inputPerMTok,
    outputPerMTok,
    ...(cacheReadPerMTok === undefined ? {} : { cacheReadPerMTok }),
    ...(cacheWritePerMTok === undefined ? {} : { cacheWritePerMTok }),
    ...(cacheWrite1hPerMTok === undefined ? {} : { cacheWrite1hPerMTok }),
    ...(from === undefined ? {} : { from }),
  }
  const [, user] = configFiles(context.places)
  const isSame = (other: PriceConfig): boolean =>
    other.match.toLowerCase() === match.toLowerCase() && other.from === price.from
  editConfig(user, (config) => ({
    ...config,
    prices: [...(config.prices ?? []).filter((other) => !isSame(other)), price],
  }))
  await warnOfProject(context)
  if (context.json) context.printJson({ schema_version: 1, file: user, price })
  else
    context.print([
      `${context.style.good('✓')} ${neutralise(match)}: $${inputPerMTok} in, $${outputPerMTok} out per million tokens`,
    ])
  return 0
}

/** Takes the user's price of a model back, or without a model all of them and the updated catalog. */
export async function resetPrices(context: Context, words: readonly string[]): Promise<number> {
  const [match, ...more] = words
  if (more.length > 0) throw new SesError('usage', 'pricing reset: expected one model, or none for all')
  const [, user] = configFiles(context.places)
  let removed: readonly PriceConfig[] = []
  editConfig(user, ({ prices = [], ...config }) => {
    removed = prices.filter((price) => match === undefined || price.match.toLowerCase() === match.toLowerCase())
    const kept = prices.filter((price) => !removed.includes(price))
    return kept.length === 0 ? config : { ...config, prices: kept }
  })
  if (match === undefined) rmSync(updatedCatalogPath(context.places.user), { force: true })
  else if (removed.length === 0) throw new SesError('not_found', `no price was set for ${match}`, { data: { match } })
  if (context.json) context.printJson({ schema_version: 1, file: user, removed })
  else
    context.print([
      `${context.style.good('✓')} ${match === undefined ? 'the prices that ship with ses hold again' : `${neutralise(match)} has the catalog’s price again`}`,
    ])
  return 0
}

/** A project's `prices` replace the user's as a whole. */
async function warnOfProject(context: Context): Promise<void> {
  const [project, user] = configFiles(context.places)
  if (project === user) return
  const { prices = [] } = await loadConfig(context)
  if (prices.length === 0) return
  const { prices: own } = await loadConfig({ places: { ...context.places, logs: context.places.user } })
  if (JSON.stringify(own) !== JSON.stringify(prices))
    context.note(`ses: in this project the prices of ${project} hold instead`)
}
