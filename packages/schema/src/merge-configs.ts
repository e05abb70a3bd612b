import type { Config } from './documents/config.ts'

/** Lays configs over each other, the later one wins: objects key by key, lists and values as a whole. */
export function mergeConfigs(...configs: readonly Config[]): Config {
  return configs.reduce<Record<string, unknown>>((under, over) => merge(under, over as Record<string, unknown>), {})
}

function merge(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = Object.entries(over).map(([key, value]): [string, unknown] => {
    const below = Object.hasOwn(under, key) ? under[key] : undefined
    return [key, isRecord(below) && isRecord(value) ? merge(below, value) : value]
  })
  return { ...under, ...Object.fromEntries(entries) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
