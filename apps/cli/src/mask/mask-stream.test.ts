import { createMasker } from '@ses/secrets'
import { describe, expect, it } from 'vitest'
import { maskStream } from './mask-stream.ts'

const masker = createMasker({ literals: ['SECRET-VALUE'] })
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${`${'QUJD'.repeat(16)}\n`.repeat(20)}-----END RSA PRIVATE KEY-----\n`

async function maskInChunks(text: string, chunkBytes: number, window: number, overlap: number): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
  }
  let result = ''
  for await (const piece of maskStream(chunks(), masker, window, overlap)) result += piece.text
  return result
}

describe('a stream that is masked piece by piece', () => {
  const filler = 'nothing to see here, 日本語 👩‍👩‍👧\n'.repeat(300)
  const text = `${filler}a SECRET-VALUE b\n${filler}${PEM}${filler}SECRET-VALUE`

  it.each([1, 7, 1000, 1_000_000])('in chunks of %i bytes gives what the whole gives', async (chunkBytes) => {
    expect(await maskInChunks(text, chunkBytes, 4000, 2000)).toBe(masker.mask(text).text)
  })

  it('is let go before its end', async () => {
    let pulled = 0
    const endless = async function* () {
      for (;;) {
        pulled += 1
        yield new TextEncoder().encode(filler)
      }
    }
    const first = await maskStream(endless(), masker, 20_000, 2000).next()
    expect(first.done).toBe(false)
    expect(pulled).toBeLessThan(10)
  })

  it('without line ends is held whole, and masked', async () => {
    const line = `${'x '.repeat(20_000)}SECRET-VALUE${' y'.repeat(20_000)}`
    expect(await maskInChunks(line, 1000, 4000, 2000)).toBe(masker.mask(line).text)
  })
})
