import { describe, expect, it } from 'vitest'
import { packRules, unpackRules } from './packed-rules.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules/index.ts'

const plain = ({ title: _title, examples: _examples, page: _page, ...rest }: Rule): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, isPattern(value) ? `/${value.source}/${value.flags}` : value]),
  )

function isPattern(value: unknown): value is RegExp {
  return typeof value === 'object' && value !== null && 'source' in value && 'flags' in value
}

describe('packed rules', () => {
  it('decide as the rules they were made from', () => {
    const unpacked = unpackRules(JSON.parse(packRules(rules)) as readonly unknown[])
    expect(unpacked.map(({ id }) => id)).toEqual(rules.map(({ id }) => id))
    expect(unpacked.map(plain)).toEqual(rules.map(plain))
  })
})
