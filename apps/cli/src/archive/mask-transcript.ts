import { isUtf8 } from 'node:buffer'
import type { MaskingOutcome, TranscriptForm } from '@ses/archive'
import type { Masked } from '@ses/model'
import { createChunkMasker, type Masker, maskJsonLine } from '@ses/secrets'
import { type CountingMasker, countingMasker } from './counting-masker.ts'

/** A transcript's masked text, and what happened while it was masked. */
export interface MaskedTranscript {
  readonly text: AsyncIterable<Masked>
  /** To be asked when the text has ended. */
  readonly outcome: () => MaskingOutcome
}

/** Lines and documents longer than this are masked as text, in pieces. */
const MAX_LINE_BYTES = 32 << 20
/** Characters gathered before they are handed on. */
const BATCH = 1 << 16
const NEWLINE = 10
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf)

/** Masks a transcript while it is read, a line at a time. A last line that is still being written is left out: half a secret looks like none. */
export function maskTranscript(
  chunks: AsyncIterable<Uint8Array>,
  form: TranscriptForm,
  masker: Masker,
  maxLineBytes: number = MAX_LINE_BYTES,
): MaskedTranscript {
  const run = new MaskingRun(form, masker, maxLineBytes)
  return { text: run.text(chunks), outcome: () => run.outcome() }
}

class MaskingRun {
  readonly #form: TranscriptForm
  readonly #plain: Masker
  readonly #masker: CountingMasker
  readonly #maxLineBytes: number
  readonly #receipt = { torn_bytes: 0, bad_utf8_lines: 0, long_lines: 0 }
  #first = true

  constructor(form: TranscriptForm, masker: Masker, maxLineBytes: number) {
    this.#form = form
    this.#plain = masker
    this.#masker = countingMasker(masker)
    this.#maxLineBytes = maxLineBytes
  }

  outcome(): MaskingOutcome {
    return { masked: this.#masker.counts(), receipt: { ...this.#receipt } }
  }

  async *text(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Masked> {
    let open: Uint8Array[] = []
    let openBytes = 0
    let long: LongText | undefined
    let batch = ''
    for await (const chunk of chunks) {
      let start = 0
      for (;;) {
        const end = this.#form === 'jsonl' ? chunk.indexOf(NEWLINE, start) : -1
        if (end < 0) break
        const tail = chunk.subarray(start, end)
        if (long !== undefined) {
          batch += long.push(tail) + long.end()
          long = undefined
        } else batch += this.#line(openBytes === 0 ? tail : Buffer.concat([...open, tail]))
        batch += '\n'
        open = []
        openBytes = 0
        start = end + 1
        if (batch.length < BATCH) continue
        yield batch as Masked
        batch = ''
      }
      const rest = chunk.subarray(start)
      if (long !== undefined) {
        batch += long.push(rest)
        if (batch !== '') yield batch as Masked
        batch = ''
        continue
      }
      if (rest.length === 0) continue
      open.push(rest)
      openBytes += rest.length
      if (openBytes <= this.#maxLineBytes) continue
      this.#receipt.long_lines += 1
      long = new LongText(this.#plain, this.#masker)
      for (const piece of open.splice(0)) batch += long.push(piece)
      openBytes = 0
    }
    if (long !== undefined) batch += long.end()
    else if (openBytes > 0) batch += this.#last(Buffer.concat(open))
    if (batch !== '') yield batch as Masked
  }

  #line(bytes: Uint8Array): Masked {
    const line = this.#decode(bytes)
    return this.#form === 'text' ? this.#masker.mask(line).text : maskJsonLine(line, this.#masker)
  }

  #last(bytes: Uint8Array): string {
    if (this.#form === 'jsonl' && isTorn(bytes)) {
      this.#receipt.torn_bytes = bytes.length
      return ''
    }
    return this.#line(bytes)
  }

  #decode(bytes: Uint8Array): string {
    const marked = this.#first && bytes.length >= 3 && BOM.every((byte, index) => bytes[index] === byte)
    this.#first = false
    const own = marked ? bytes.subarray(3) : bytes
    const text = Buffer.from(own.buffer, own.byteOffset, own.length).toString('utf8')
    if (text.includes('\ufffd') && !isUtf8(own)) this.#receipt.bad_utf8_lines += 1
    return text
  }
}

/** A text that is too long to be held. */
class LongText {
  readonly #chunks: ReturnType<typeof createChunkMasker>
  readonly #counts: CountingMasker
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  constructor(masker: Masker, counts: CountingMasker) {
    this.#chunks = createChunkMasker(masker)
    this.#counts = counts
  }

  push(bytes: Uint8Array): string {
    return this.#counted(this.#chunks.push(this.#decoder.decode(bytes, { stream: true })))
  }

  end(): string {
    return this.#counted(this.#chunks.push(this.#decoder.decode())) + this.#counted(this.#chunks.end())
  }

  #counted(text: Masked): Masked {
    this.#counts.countIn(text)
    return text
  }
}

function isTorn(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '').trim()
  if (text === '') return false
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}
