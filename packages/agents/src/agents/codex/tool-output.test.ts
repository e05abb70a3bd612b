import { describe, expect, it } from 'vitest'
import { durationOf, pathOf, readToolOutput } from './tool-output.ts'

describe('readToolOutput', () => {
  it('takes the header off and keeps what it says', () => {
    expect(readToolOutput('Exit code: 2\nWall time: 1.5 seconds\nTotal output lines: 9\nOutput:\n\nbody\n')).toEqual({
      text: 'body\n',
      exitCode: 2,
      durationMs: 1500,
    })
    expect(
      readToolOutput(
        'Chunk ID: a1\nWall time: 0.0000 seconds\nProcess exited with code 0\nOriginal token count: 3\nOutput:\nhi',
      ),
    ).toEqual({ text: 'hi', exitCode: 0, durationMs: 0 })
  })

  it('reads lists of texts, objects, and the JSON of old versions', () => {
    expect(
      readToolOutput([
        { type: 'input_text', text: 'a' },
        { type: 'input_image', image_url: 'x' },
      ]).text,
    ).toBe('a\n[image]')
    expect(readToolOutput({ type: 'input_text', text: 'a' }).text).toBe('a')
    expect(readToolOutput('{"output":"a","metadata":{"exit_code":1,"duration_seconds":0.25}}')).toEqual({
      text: 'a',
      exitCode: 1,
      durationMs: 250,
    })
    expect(readToolOutput('{"output":"a"}').text).toBe('{"output":"a"}')
    expect(readToolOutput(null)).toEqual({ text: '' })
  })

  it('leaves a text alone that only begins like a header', () => {
    expect(readToolOutput('Exit code: 3\nis what the script printed')).toEqual({
      text: 'Exit code: 3\nis what the script printed',
    })
  })

  it('tells scripts and processes that go on', () => {
    expect(readToolOutput('Script running with cell ID c7\nWall time 10.0 seconds\nOutput:\n').runningAs).toBe('c7')
    expect(readToolOutput('Wall time: 1.0 seconds\nProcess running with session ID 12\nOutput:\nx')).toMatchObject({
      runningAs: '12',
      text: 'x',
    })
  })
})

it('durations and directories are read from their wire forms', () => {
  expect(durationOf({ secs: 1, nanos: 500_000_000 })).toBe(1500)
  expect(durationOf('1s')).toBeUndefined()
  expect(pathOf('file:///home/ada/my%20shop')).toBe('/home/ada/my shop')
  expect(pathOf('file:///C:/work')).toBe('C:/work')
  expect(pathOf('file:///a%zz')).toBe('/a%zz')
  expect(pathOf('/plain')).toBe('/plain')
})
