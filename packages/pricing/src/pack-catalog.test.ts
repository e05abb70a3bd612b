import { noUsage } from '@ses/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalog } from './catalog-entries.ts'
import { packCatalog } from './pack-catalog.ts'
import { price } from './price.ts'
import { readCatalog } from './read-catalog.ts'

const usage = { ...noUsage, inputTokens: 1_000_000 }

describe('a catalog of one’s own', () => {
  it('is packed from provider data, read back and priced from', () => {
    const packed = packCatalog([
      {
        id: 'acme',
        model_match: { starts_with: 'acme-' },
        models: [
          { id: 'acme-1', match: { equals: 'acme-1' }, prices: { input_mtok: 2, output_mtok: 4 } },
          { id: 'acme-voice', match: { equals: 'acme-voice' }, prices: { audio_hours: 3 } },
          {
            id: 'acme-fee',
            match: { equals: 'acme-fee' },
            prices: { input_mtok: 1, output_mtok: 1, requests_kcount: 5 },
          },
        ],
      },
    ])
    const own = readCatalog(packed, '2026-11-20')
    expect(price({ model: 'acme-1', usage }, { catalog: own })).toMatchObject({ nanoUsd: 2e9, provider: 'acme' })
    expect(price({ model: 'acme-fee', usage }, { catalog: own })).toEqual({ lines: [] })
    expect(price({ model: 'claude-opus-4-5', usage }, { catalog: own })).toEqual({ lines: [] })
    expect(catalog(own)).toEqual([{ provider: 'acme', model: 'acme-1', inputPerMTok: 2, outputPerMTok: 4 }])
  })

  it('passes over what has another shape', () => {
    const odd = { id: 'x', match: { equals: 'x' }, prices: { input_mtok: -1, output_mtok: 'free' } }
    const packed = packCatalog([null, 3, { id: 'a' }, { id: 'b', models: [null, {}, odd] }])
    expect(catalog(readCatalog(packed, '2026-11-20'))).toEqual([])
  })

  it('never throws, whatever it is fed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (data, text) => {
        expect(Array.isArray(catalog(readCatalog(packCatalog(data), '2026-01-01')))).toBe(true)
        expect(Array.isArray(catalog(readCatalog(text, '2026-01-01')))).toBe(true)
      }),
    )
  })
})

describe('the catalog that ships', () => {
  it('lists rows in dollars per million tokens', () => {
    const rows = catalog().filter((row) => row.provider === 'anthropic' && row.model === 'claude-opus-4-6')
    expect(rows).toEqual([
      {
        provider: 'anthropic',
        model: 'claude-opus-4-6',
        inputPerMTok: 5,
        outputPerMTok: 25,
        cacheReadPerMTok: 0.5,
        cacheWritePerMTok: 6.25,
        cacheWrite1hPerMTok: 10,
        webSearchPer1000: 10,
        longContextAbove: 200_000,
        longContextInputPerMTok: 10,
        longContextOutputPerMTok: 37.5,
      },
      {
        provider: 'anthropic',
        model: 'claude-opus-4-6',
        inputPerMTok: 5,
        outputPerMTok: 25,
        cacheReadPerMTok: 0.5,
        cacheWritePerMTok: 6.25,
        cacheWrite1hPerMTok: 10,
        webSearchPer1000: 10,
        from: '2026-03-13',
      },
    ])
  })
})
