import type { ExportedSession } from '../exported-session.ts'
import { type Attribute, attributesOf } from './attribute.ts'

/** Of the conventions that the names of attributes are taken from. */
export const schemaUrl = 'https://opentelemetry.io/schemas/1.41.0'

/** What the telemetry is about: the agent program, not the model. */
export function resourceOf({ summary }: ExportedSession): { readonly attributes: readonly Attribute[] } {
  const { agent, agent_version } = summary.session
  return { attributes: attributesOf({ 'service.name': agent, 'service.version': agent_version }) }
}

/** Who made the telemetry. */
export function scopeOf(version: string): { readonly name: string; readonly version: string } {
  return { name: 'ses', version }
}

/** Epoch milliseconds as decimal nanoseconds. */
export function nanosOf(at: number): string {
  return (BigInt(Math.round(at)) * 1_000_000n).toString()
}
