import { type ExportedSession, metricsOf, spansOf } from '@ses/interop'
import { SesError } from '@ses/model'

/** Where OTLP goes, and what is sent with it. */
export interface OtlpTarget {
  /** Base URL; `/v1/traces` and `/v1/metrics` are put behind it. */
  readonly endpoint: string
  /** `name=value` pairs with commas between them, as in `OTEL_EXPORTER_OTLP_HEADERS`. */
  readonly headers: string
  readonly version: string
}

const TIMEOUT_MS = 30_000

/** Posts a session's spans and metrics. Throws `SesError` `external` when the endpoint cannot be reached or refuses. */
export async function sendOtlp(
  session: ExportedSession,
  target: OtlpTarget,
  post: typeof fetch = fetch,
): Promise<void> {
  await postJson(urlOf(target.endpoint, 'v1/traces'), spansOf(session, target.version), target, post)
  await postJson(urlOf(target.endpoint, 'v1/metrics'), metricsOf(session, target.version), target, post)
}

function urlOf(endpoint: string, path: string): URL {
  const base = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (base === undefined || !/^https?:$/.test(base.protocol))
    throw new SesError('usage', `${endpoint} is no http(s) URL`)
  base.pathname = `${base.pathname.replace(/\/$/, '')}/${path}`
  return base
}

async function postJson(url: URL, body: unknown, { headers }: OtlpTarget, post: typeof fetch): Promise<void> {
  const place = `${url.origin}${url.pathname}`
  let answer: Response
  try {
    answer = await post(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { ...headersOf(headers), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch (cause) {
    throw new SesError('external', `${place} cannot be reached`, { cause })
  }
  await answer.body?.cancel()
  if (!answer.ok) throw new SesError('external', `${place} answered ${answer.status}`)
}

function headersOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new SesError('usage', '--header takes name=value pairs with commas between them')
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]
    }),
  )
}
