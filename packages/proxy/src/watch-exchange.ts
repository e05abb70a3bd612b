import type { IncomingMessage } from 'node:http'
import { type PriceOptions, price } from '@ses/pricing'
import type { Dialect } from './dialect.ts'
import type { Exchange } from './exchange.ts'
import { createReplyMeter, type Reading, type ReplyMeter } from './metering/reply-meter.ts'

/** What is needed to tell of exchanges. */
export interface Observer {
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly prices: PriceOptions
  readonly onExchange: (exchange: Exchange) => void
}

/** Sees one exchange through. */
export interface ExchangeWatch {
  /** The head of the answer has come. */
  readonly answered: (incoming: IncomingMessage) => void
  /** A piece of the answer passes. */
  readonly write: (bytes: Buffer) => void
  /** The exchange is over; only the first call counts. */
  readonly end: (whole: boolean) => void
}

/** Begins to watch an exchange that asks a model for something. */
export function watchExchange(
  observer: Observer,
  about: { readonly upstream: string; readonly path: string; readonly dialect: Dialect },
): ExchangeWatch {
  const { upstream, path, dialect } = about
  const at = observer.now()
  const started = performance.now()
  let firstByteMs: number | undefined
  let status: number | undefined
  let meter: ReplyMeter | undefined
  let isOver = false

  const tell = (ms: number, reading: Reading | undefined, cut: boolean): void => {
    const model = reading?.model ?? modelIn(path)
    const usage = reading?.usage
    const nanoUsd =
      usage === undefined || model === undefined
        ? undefined
        : price({ model, usage, at, provider: upstream }, observer.prices).nanoUsd
    observer.onExchange({
      at,
      ms,
      ...(firstByteMs === undefined ? {} : { firstByteMs }),
      upstream,
      dialect: dialect.id,
      ...(status === undefined ? {} : { status }),
      ...(model === undefined ? {} : { model }),
      ...(usage === undefined ? {} : { usage }),
      ...(nanoUsd === undefined ? {} : { nanoUsd }),
      ...(cut ? { cut } : {}),
      ...(reading?.unmetered === undefined ? {} : { unmetered: reading.unmetered }),
    })
  }

  return {
    answered: (incoming) => {
      firstByteMs = Math.round(performance.now() - started)
      status = incoming.statusCode ?? 0
      // An error costs nothing.
      if (status < 200 || status > 299) return
      const { 'content-type': type = '', 'content-encoding': encoding = '' } = incoming.headers
      meter = createReplyMeter(dialect, { type, encoding })
    },
    write: (bytes) => meter?.write(bytes),
    end: (whole) => {
      if (isOver) return
      isOver = true
      const ms = Math.round(performance.now() - started)
      if (meter === undefined) return tell(ms, undefined, !whole && status !== undefined)
      // Clients leave as soon as they have the last event: what was told to the end is no cut.
      meter.end(whole, (reading) => tell(ms, reading, !whole && !reading.final))
    },
  }
}

/** Google names the model in the path. */
function modelIn(path: string): string | undefined {
  return /\/models\/([^/:]+):[A-Za-z]+$/.exec(path)?.[1]
}
