import { walkSessions } from '@ses/model'
import type { ExportedSession } from '../exported-session.ts'
import { providerOf } from '../provider-of.ts'
import { type Attribute, attributesOf } from './attribute.ts'
import { nanosOf, resourceOf, schemaUrl, scopeOf } from './resource-of.ts'

/** The body of an OTLP `ExportMetricsServiceRequest`. */
export interface MetricsRequest {
  readonly resourceMetrics: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string; readonly version: string }
      readonly metrics: readonly Metric[]
      readonly schemaUrl: string
    }[]
    readonly schemaUrl: string
  }[]
}

interface Metric {
  readonly name: string
  readonly description: string
  readonly unit: string
  readonly histogram?: { readonly dataPoints: readonly HistogramPoint[]; readonly aggregationTemporality: 1 }
  readonly sum?: {
    readonly dataPoints: readonly SumPoint[]
    readonly aggregationTemporality: 1
    readonly isMonotonic: true
  }
}

interface Point {
  readonly attributes: readonly Attribute[]
  readonly startTimeUnixNano: string
  readonly timeUnixNano: string
}

interface SumPoint extends Point {
  readonly asDouble: number
}

interface HistogramPoint extends Point {
  readonly count: string
  readonly sum: number
  readonly bucketCounts: readonly string[]
  readonly explicitBounds: readonly number[]
}

/** The bounds that the conventions advise for `gen_ai.client.token.usage`: powers of four. */
const bounds: readonly number[] = Array.from({ length: 14 }, (_, power) => 4 ** power)

/** Token usage per model as the conventions' histogram, one value per response, and cost per model as a sum of our own. */
export function metricsOf(exported: ExportedSession, version: string): MetricsRequest {
  const { session, usage } = exported.summary
  const start = Date.parse(session.start ?? '') || 0
  const time = { startTimeUnixNano: nanosOf(start), timeUnixNano: nanosOf(Date.parse(session.end ?? '') || start) }
  const models = usage?.by_model ?? []
  const metrics: Metric[] = [
    {
      name: 'gen_ai.client.token.usage',
      description: 'Number of input and output tokens used.',
      unit: '{token}',
      histogram: { dataPoints: tokenPoints(exported, time), aggregationTemporality: 1 },
    },
    {
      name: 'ses.cost.usd',
      description: 'Cost of model responses in US dollars.',
      unit: '{USD}',
      sum: {
        dataPoints: models.flatMap(({ model, cost_usd }) =>
          cost_usd === null
            ? []
            : [{ ...time, attributes: attributesOf({ 'gen_ai.response.model': model }), asDouble: cost_usd }],
        ),
        aggregationTemporality: 1,
        isMonotonic: true,
      },
    },
  ]
  const filled = metrics.filter(({ histogram, sum }) => (histogram ?? sum)?.dataPoints.length)
  return {
    resourceMetrics: [
      {
        resource: resourceOf(exported),
        scopeMetrics: [{ scope: scopeOf(version), metrics: filled, schemaUrl }],
        schemaUrl,
      },
    ],
  }
}

/** Values of one histogram point. */
interface Samples {
  readonly model: string | undefined
  readonly provider: string | undefined
  readonly type: 'input' | 'output'
  readonly values: number[]
}

function tokenPoints({ session }: ExportedSession, time: Omit<Point, 'attributes'>): HistogramPoint[] {
  const points = new Map<string, Samples>()
  const seen = new Set<string>()
  for (const part of session === undefined ? [] : walkSessions(session)) {
    for (const { id, model, provider, usage, aggregate } of part.responses) {
      // A row that sums several responses has no size of one response.
      if (aggregate === true || seen.has(id)) continue
      seen.add(id)
      const input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
      for (const [type, value] of [
        ['input', input],
        ['output', usage.outputTokens],
      ] as const) {
        const key = JSON.stringify([model, provider, type])
        const samples = points.get(key) ?? { model, provider, type, values: [] }
        samples.values.push(value)
        points.set(key, samples)
      }
    }
  }
  return [...points.values()].map((samples) => histogramOf(samples, time))
}

function histogramOf({ model, provider, type, values }: Samples, time: Omit<Point, 'attributes'>): HistogramPoint {
  const counts = new Array<number>(bounds.length + 1).fill(0)
  for (const value of values) {
    const bucket = bounds.findIndex((bound) => value <= bound)
    const index = bucket < 0 ? bounds.length : bucket
    counts[index] = (counts[index] ?? 0) + 1
  }
  return {
    ...time,
    attributes: attributesOf({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerOf(model, provider),
      'gen_ai.token.type': type,
      'gen_ai.request.model': model,
      'gen_ai.response.model': model,
    }),
    count: String(values.length),
    sum: values.reduce((sum, value) => sum + value, 0),
    bucketCounts: counts.map(String),
    explicitBounds: bounds,
  }
}
