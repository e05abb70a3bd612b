import type { Exporter } from '../exporter.ts'
import { metricsOf } from '../otlp/metrics-of.ts'
import { spansOf } from '../otlp/spans-of.ts'

/**
 * OTLP JSON lines, as OpenTelemetry's file exporter writes them: a line with the spans and a line with the metrics of each session.
 * Names follow the GenAI semantic conventions 1.41.
 */
export const otlp: Exporter = {
  id: 'otlp',
  title: 'OpenTelemetry GenAI spans and metrics, OTLP JSON lines',
  extension: 'jsonl',
  mediaType: 'application/x-ndjson',
  write: (sessions, { version }) =>
    sessions
      .flatMap((session) => [spansOf(session, version), metricsOf(session, version)])
      .map((request) => `${JSON.stringify(request)}\n`)
      .join(''),
}
