import { describe, expect, it } from 'vitest'
import { parseLimits } from './parse-limits.ts'

const parse = (fields: Record<string, string>): ReturnType<typeof parseLimits> =>
  parseLimits((name) => fields[name] ?? '')

describe('parseLimits', () => {
  it('takes an empty field for no limit', () => {
    expect(parse({})).toEqual({ session: null, day: null, month: null, project: null, warn_at: 0.8 })
  })

  it('reads amounts as people write them', () => {
    expect(parse({ day: ' $12.50 ', month: '300,5', warn_at: '75 %' })).toMatchObject({
      day: 12.5,
      month: 300.5,
      warn_at: 0.75,
    })
  })

  it.each(['lots', '-1', '1e999', '1.2.3', '0x'])('refuses %s', (day) => {
    expect(parse({ day })).toEqual({ wrong: `“${day}”` })
  })

  it('refuses more than the whole limit', () => {
    expect(parse({ warn_at: '101' })).toEqual({ wrong: '“101”' })
  })
})
