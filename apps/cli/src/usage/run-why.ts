import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { SesError, type UsageDropReason } from '@ses/model'
import { aggregateUsage, type PriceKind, type PriceQuote } from '@ses/pricing'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { findUsageSession } from './find-session.ts'
import { type LedgerRow, readLedger } from './ledger.ts'
import { loadUsageInDetail } from './load-usage.ts'
import { totalsOf } from './usage-document.ts'

/** Prints the ledger of one session: each row that reported usage, why it counts or not, by which price, and the amount. */
export async function runWhy(context: Context, input: Input, words: readonly string[]): Promise<number> {
  const [word, ...paths] = words
  if (word === undefined)
    throw new SesError('usage', 'usage why: expected a session, as `ses usage session` lists them')
  const { host } = context
  const from = input.text('from')
  const named = from === undefined ? paths : [from, ...paths]
  // A transcript that lies elsewhere is looked at together with the places where others of it may lie.
  const isPath = word !== 'latest' && existsSync(resolve(host.cwd, word)) && named.length === 0
  const loaded = await loadUsageInDetail(context, isPath ? [word] : named)
  const id = findUsageSession(word, loaded.counted, loaded.sessions, host.cwd)
  const rows = await readLedger(id, loaded.sources, loaded.sessions, loaded.counted, loaded.prices)
  const { total, unpriced } = aggregateUsage(loaded.entries, ({ sessionId }) => (sessionId === id ? id : undefined))
  if (context.json) {
    const entries = rows.map(entryOf)
    context.printJson({ schema_version: 1, session: id, entries, totals: totalsOf(total), unpriced, scan: loaded.scan })
    return 0
  }
  const shown = neutraliseAll(rows)
  await prepareWidths(shown)
  context.print(linesOf(shown, total.nanoUsd, context))
  return 0
}

function entryOf({ path, line, sessionId, responseId, model, at, dropped, countedIn, quote }: LedgerRow): object {
  return {
    file: path,
    line: line ?? null,
    session: sessionId,
    response: responseId ?? null,
    decision: dropped === undefined ? 'kept' : 'dropped',
    ...(dropped === undefined ? {} : { reason: dropped }),
    ...(countedIn === undefined ? {} : { counted_in: countedIn }),
    ...(model === undefined ? {} : { model }),
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    ...(quote === undefined
      ? {}
      : { price: priceOf(quote), cost_usd: quote.nanoUsd === undefined ? null : quote.nanoUsd / 1e9 }),
  }
}

function priceOf({ model, provider, source, from, tier, lines }: PriceQuote): object | null {
  if (source === undefined) return null
  return {
    model,
    provider: provider ?? null,
    source,
    from: from ?? null,
    tier: tier ?? null,
    lines: lines.map(({ kind, quantity, nanoUsdPerMillion, nanoUsd }) => ({
      kind,
      quantity,
      usd_per_million: nanoUsdPerMillion / 1e9,
      cost_usd: nanoUsd / 1e9,
    })),
  }
}

const REASONS: Readonly<Record<UsageDropReason, string>> = {
  repeat: 'repeats a response counted above or below',
  cumulative: 'a running total of what is counted already',
  copied: 'a copy of a response of another session or file',
  inherited: 'includes what the parent session used',
  synthetic: 'no model gave it',
}

const KINDS: Readonly<Record<PriceKind, string>> = {
  input: 'input',
  cache_read: 'cache read',
  cache_write: 'cache write',
  cache_write_1h: 'cache write 1h',
  output: 'output',
  web_search: 'web searches',
}

function linesOf(rows: readonly LedgerRow[], nanoUsd: number, { style, width, host }: Context): string[] {
  const lines: string[] = []
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  for (const path of new Set(rows.map((row) => row.path))) {
    const own = rows.filter((row) => row.path === path)
    if (lines.length > 0) lines.push('')
    lines.push(style.heading(basename(path)))
    lines.push(
      ...table(
        [
          { title: 'line', align: 'right' },
          { title: 'response', cut: 'end', max: 32, paint: style.name },
          { title: '', paint: (text) => (text === 'kept' ? style.good(text) : style.faint(text)) },
          { title: 'price', cut: 'end', max: 44, paint: style.faint },
          { title: 'how', cut: 'end', paint: style.faint },
          { title: 'amount', align: 'right' },
        ],
        own.map(cellsOf),
        { width: room, indent: 2, paintTitle: style.faint },
      ),
    )
  }
  const kept = rows.filter(({ dropped }) => dropped === undefined).length
  lines.push('')
  lines.push(
    `${style.strong(exact(nanoUsd))}  ${count(kept, 'row')} counted, ${count(rows.length - kept, 'row')} left out`,
  )
  return lines
}

function cellsOf({ line, responseId = '', dropped, countedIn, quote }: LedgerRow): string[] {
  const place = line === undefined ? '' : String(line)
  if (dropped !== undefined) {
    const where = countedIn === undefined ? '' : `: counted in ${countedIn}`
    return [place, responseId, 'dropped', '', `${REASONS[dropped]}${where}`, '']
  }
  if (quote?.nanoUsd === undefined) return [place, responseId, 'kept', 'no price', '', '–']
  const { provider, source, from, tier } = quote
  const row = [
    source === 'override' ? 'yours' : (provider ?? source),
    quote.model,
    ...(from === undefined ? [] : [`since ${from}`]),
    ...(tier === undefined ? [] : [tier]),
  ]
  const how = quote.lines.map((each) => `${each.quantity} ${KINDS[each.kind]} × $${each.nanoUsdPerMillion / 1e9}/M`)
  return [place, responseId, 'kept', row.join(' '), how.join(' + '), exact(quote.nanoUsd)]
}

/** Nano-dollars in full, so that a column of them can be added up by hand. */
function exact(nanoUsd: number): string {
  const whole = Math.floor(nanoUsd / 1e9)
  const rest = String(Math.round(nanoUsd % 1e9)).padStart(9, '0')
  return `$${whole}.${rest.slice(0, 2)}${rest.slice(2).replace(/0+$/, '')}`
}
