import type { Exporter } from '../exporter.ts'
import { agentTrace } from './agent-trace.ts'
import { csv } from './csv.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { md } from './md.ts'
import { otlp } from './otlp.ts'

/** In the order that help names them. */
export const exporters: readonly Exporter[] = [json, csv, md, html, otlp, agentTrace]
