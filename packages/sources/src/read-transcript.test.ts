import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hasTranscript } from './has-transcript.ts'
import { readTranscript } from './read-transcript.ts'

const folder = mkdtempSync(join(tmpdir(), 'ses-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'x.jsonl')

it.each([0, 1, 9, 10, 11, 25])('gives a file of %i bytes in chunks that add up to it', async (size) => {
  const content = Uint8Array.from({ length: size }, (_, index) => index)
  writeFileSync(path, content)
  const chunks = [] as Uint8Array[]
  for await (const chunk of readTranscript(path, { chunkBytes: 10 })) chunks.push(chunk)
  expect(Buffer.concat(chunks).equals(content)).toBe(true)
  expect(chunks.every((chunk) => chunk.length > 0 && chunk.length <= 10)).toBe(true)
})

it('reads no further than it is asked to', async () => {
  writeFileSync(path, new Uint8Array(100))
  let read = 0
  for await (const _ of readTranscript(path, {
    chunkBytes: 10,
    onRead: (bytes) => {
      read += bytes
    },
  }))
    break
  expect(read).toBe(10)
})

it('names a file that is not there, or is a directory', async () => {
  await expect(readTranscript(join(folder, 'none')).next()).rejects.toMatchObject({ code: 'not_found' })
  await expect(readTranscript(folder).next()).rejects.toMatchObject({ code: 'unreadable', data: { reason: 'EISDIR' } })
})

it('knows whether a transcript is still there, in a file or in a database', async () => {
  writeFileSync(path, '')
  const gone = join(folder, 'gone.db#s')
  expect(await Promise.all([path, `${path}#s`, gone].map(hasTranscript))).toEqual([true, true, false])
})
