import { expect, it } from 'vitest'
import { readLabelledOutput } from './labelled-output.ts'

it.each([
  ['Output: 2 passed\nProcess Group PGID: 7', { output: '2 passed', complete: true }],
  [
    '<untrusted_context>\nOutput: a\nb\nExit Code: 3\nProcess Group PGID: 7\n</untrusted_context>',
    { output: 'a\nb', complete: true, exitCode: 3 },
  ],
  [
    'Command: ls\nDirectory: (root)\nOutput: (empty)\nError: (none)\nExit Code: 0\nSignal: (none)\nProcess Group PGID: (none)',
    { output: '', complete: true, exitCode: 0 },
  ],
  [
    'Command: a\nb\nDirectory: x\nStdout: one\nStderr: two\nError: (none)\nExit Code: 127\nSignal: 0',
    { output: 'one\nStderr: two', complete: true, exitCode: 127 },
  ],
  [
    'Output: Exit Code: 9 was printed\nExit Code: 1',
    { output: 'Exit Code: 9 was printed', complete: true, exitCode: 1 },
  ],
  ['File not found', { output: 'File not found', complete: false }],
  ['Command: sleep 9 was cancelled', { output: 'Command: sleep 9 was cancelled', complete: false }],
  ['Output: \nExit Code: 2', { output: '', complete: true, exitCode: 2 }],
  ['Output: cut in the mid', { output: 'cut in the mid', complete: false }],
])('%j', (text, expected) => {
  expect(readLabelledOutput(text)).toEqual(expected)
})
