import { expect, it } from 'vitest'
import { type Agent, agents, type JsonObject, parseTranscript, SessionBuilder, type ToolTable } from './index.ts'

const tools: ToolTable = {
  run: {
    action: 'shell',
    command: (args) => (typeof args['cmd'] === 'string' ? args['cmd'] : undefined),
    omit: ['cmd'],
  },
}

const acme: Agent = {
  id: 'acme',
  title: 'Acme',
  tools,
  transcript: {
    locations: [{ base: 'home', glob: '.acme/*.jsonl' }],
    recognise: (row) => (typeof row['who'] === 'string' ? 1 : 0),
    open: ({ text }) => {
      const builder = new SessionBuilder('acme', tools, text)
      return {
        row: (row: JsonObject, line) => {
          const id = String(line)
          if (row['who'] === 'user') builder.add({ type: 'prompt', id, line, text: text(String(row['say']), 'prompt') })
          else if (row['who'] === 'tool') {
            builder.call({ id, line, callId: id, name: 'run', args: row })
            builder.result(id, { outcome: row['exit'] === 0 ? 'ok' : 'error', output: String(row['out']) })
          } else return 'unknown'
          return 'known'
        },
        end: () => builder.build('acme-1'),
      }
    },
  },
}

it('a transcript of an agent that is passed as a record is recognised and read like any other', () => {
  const transcript = '{"who":"user","say":"hi"}\n{"who":"tool","cmd":"cat a.txt","exit":0,"out":"x"}\n{"who":"moon"}\n'
  const { value, diagnostics } = parseTranscript(transcript, { agents: [...agents, acme] })
  expect(value).toMatchObject({
    agent: 'acme',
    events: [
      { type: 'prompt', text: 'hi' },
      {
        type: 'tool',
        action: 'shell',
        command: 'cat a.txt',
        outcome: 'ok',
        files: [{ path: 'a.txt', operation: 'read' }],
      },
    ],
  })
  expect(diagnostics).toMatchObject([{ code: 'unknown_row', count: 1 }])
})
