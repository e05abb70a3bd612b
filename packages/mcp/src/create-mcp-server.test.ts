import { readdirSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, it } from 'vitest'
import { createMcpServer } from './create-mcp-server.ts'
import { scriptedServices } from './fixtures/scripted-services.ts'
import type { Services } from './services.ts'
import { tools } from './tools/index.ts'

const open: Client[] = []
async function connect(services: Services): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'test', version: '1' })
  await createMcpServer(services, '1.2.3').connect(far)
  await client.connect(near)
  open.push(client)
  return client
}
afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
})

interface Answer {
  readonly isError?: boolean
  readonly content: { type: string; text: string }[]
  readonly structuredContent?: { result: Record<string, unknown>; next_cursor: string | null; truncated: unknown[] }
}
const call = async (client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> =>
  (await client.callTool({ name, arguments: args })) as unknown as Answer

/** The sessions in an answer. */
const rowsIn = ({ structuredContent }: Answer): { id: string }[] =>
  (structuredContent?.result['sessions'] ?? []) as { id: string }[]

const sessions = Array.from({ length: 45 }, (_, index) => ({ id: `s${index}`, intent: `task ${index}` }))
const listed = { schema_version: 1, sessions: sessions.map(full), total: 45 }

it('has a file for each tool, each named in the array, and the names that clients know', () => {
  const files = readdirSync(new URL('./tools/', import.meta.url)).filter((name) => name !== 'index.ts')
  expect(files).toHaveLength(tools.length)
  expect(tools.map(({ name }) => name).join(' ')).toBe(
    'ses_reflect ses_report ses_handoff ses_search ses_list ses_stats ses_log ses_sync ses_patterns ses_usage ses_explain ses_checkpoints ses_budget_check ses_start ses_end ses_note ses_log_ai',
  )
})

it('tells of every tool what it takes, gives and does', async () => {
  const client = await connect(scriptedServices({}))
  const { tools: offered } = await client.listTools()
  expect(offered).toHaveLength(17)
  for (const { description, inputSchema, outputSchema, annotations } of offered) {
    expect(description?.length).toBeGreaterThan(30)
    expect(inputSchema.type).toBe('object')
    expect(outputSchema).toHaveProperty('properties.result')
    expect(annotations).toHaveProperty('readOnlyHint')
  }
  const writing = offered.filter(({ annotations }) => annotations?.readOnlyHint === false).map(({ name }) => name)
  expect(writing).toEqual(['ses_log', 'ses_sync', 'ses_start', 'ses_end', 'ses_note', 'ses_log_ai'])
})

it('gives a list in parts, whose cursors fit only the question they were given for', async () => {
  const client = await connect(scriptedServices({ list: listed }))
  const ids = (answer: Answer): unknown[] => rowsIn(answer).map(({ id }) => id)
  const first = await call(client, 'ses_list')
  const cursor = first.structuredContent?.next_cursor ?? ''
  const second = await call(client, 'ses_list', { cursor })
  const third = await call(client, 'ses_list', { cursor: second.structuredContent?.next_cursor, limit: 20 })
  expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(sessions.map(({ id }) => id))
  expect(third.structuredContent?.next_cursor).toBe(null)
  for (const args of [{ cursor, agent: 'codex' }, { cursor: 'nonsense' }, { cursor: `${cursor}x` }]) {
    expect((await call(client, 'ses_list', args)).isError).toBe(true)
  }
})

it('answers every error with isError and how to mend it, never with a protocol error', async () => {
  const failing = { error: { code: 'not_found', message: 'no session xyz', fix: '`ses list` shows them' } }
  const client = await connect(scriptedServices({ reflect: failing }))
  const answer = await call(client, 'ses_reflect', { id: 'xyz' })
  expect(answer.isError).toBe(true)
  expect(answer.content[0]?.text).toBe('not_found: no session xyz\nfix: `ses list` shows them')
  const broken = await call(client, 'ses_stats')
  expect([broken.isError, broken.content[0]?.text.startsWith('ses: wrong usage')]).toEqual([true, true])
  const thrown = await connect({ ...scriptedServices({}), run: () => Promise.reject(new Error('disk gone')) })
  expect(await call(thrown, 'ses_stats')).toMatchObject({ isError: true, content: [{ text: 'disk gone' }] })
})

describe('refuses arguments that make no sense', () => {
  it.each([
    ['ses_reflect', { id: '../../etc/passwd' }],
    ['ses_reflect', { id: '-' }],
    ['ses_reflect', { id: 7 }],
    ['ses_list', { limit: 0 }],
    ['ses_list', { limit: 1e9 }],
    ['ses_list', { nonsense: true }],
    ['ses_usage', { by: 'hourly' }],
    ['ses_search', {}],
    ['ses_log_ai', { provider: 'p', model: 'm', prompt_tokens: -1 }],
  ])('%s %j', async (name, args) => {
    const services = scriptedServices({ reflect: {}, list: listed, usage: {}, search: {}, 'log-ai': {} })
    const client = await connect(services)
    const refused = await call(client, name, args).then(
      ({ isError }) => isError === true,
      () => true,
    )
    expect(refused).toBe(true)
    expect(services.ran).toEqual([])
  })
})

it('passes texts as words that no option parser looks at', async () => {
  const services = scriptedServices({ search: { schema_version: 1, text: '', results: [], total: 0 } })
  await call(await connect(services), 'ses_search', { query: '--json; rm -rf /' })
  expect(services.ran[0]?.slice(-2)).toEqual(['--', '--json; rm -rf /'])
})

it('reads transcripts only below the allowed roots, links resolved', async () => {
  const files = {
    'in.jsonl': '/project/in.jsonl',
    'link.jsonl': '/etc/shadow',
    '/project-evil/a.jsonl': '/project-evil/a.jsonl',
    '~c': '/home/.claude/projects/p/a.jsonl',
  }
  const services = scriptedServices({ import: { imported: 1 } }, files)
  const client = await connect(services)
  expect((await call(client, 'ses_log', { path: 'in.jsonl' })).isError).toBe(undefined)
  expect((await call(client, 'ses_log', { path: '~c' })).isError).toBe(undefined)
  for (const path of ['link.jsonl', '/project-evil/a.jsonl', 'missing.jsonl', 'in.jsonl\0']) {
    const answer = await call(client, 'ses_log', { path })
    expect([path, answer.isError]).toEqual([path, true])
    expect(answer.content[0]?.text).not.toContain('/etc/shadow')
  }
  expect(services.ran.map((args) => args.at(-1))).toEqual(['/project/in.jsonl', '/home/.claude/projects/p/a.jsonl'])
})

it('keeps huge answers small, says what it left out, and lets no control character through', async () => {
  const huge = {
    schema_version: 1,
    sessions: Array.from({ length: 100 }, (_, index) => ({
      ...full({ id: `s${index}`, intent: '' }),
      intent: `\u001b[31m${'x'.repeat(50_000)}\u202e`,
    })),
    total: 100,
  }
  const client = await connect(scriptedServices({ list: huge }))
  const answer = await call(client, 'ses_list', { limit: 100 })
  const json = JSON.stringify(answer.structuredContent)
  expect(json.length).toBeLessThan(100_000)
  expect(json).not.toContain('\\u001b')
  expect(json).not.toContain('\u202e')
  expect(answer.content[0]?.text.length).toBeLessThan(30_000)
  expect(answer.structuredContent?.truncated).toEqual([{ path: 'sessions', kept: expect.any(Number), of: 100 }])
})

it('offers sessions and prices as resources, completes ids, and refuses ids that are paths', async () => {
  const services = scriptedServices({ list: listed, explain: {}, export: {}, pricing: { prices: [] } })
  const client = await connect(services)
  const { resources } = await client.listResources()
  expect(resources.map(({ uri }) => uri)).toContain('ses://pricing')
  expect(resources.map(({ uri }) => uri)).toContain('ses://session/s0')
  const { contents } = await client.readResource({ uri: 'ses://session/s1' })
  expect(contents[0]).toMatchObject({ mimeType: 'text/markdown', text: 'page of explain --md -- s1\n' })
  expect((await client.readResource({ uri: 'ses://pricing' })).contents[0]).toMatchObject({ text: '{"prices":[]}' })
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'ses://summary/{id}' },
    argument: { name: 'id', value: 's4' },
  })
  expect(completion.values).toEqual(['s4', 's40', 's41', 's42', 's43', 's44'])
  await expect(client.readResource({ uri: 'ses://session/..%2F..%2Fetc' })).rejects.toThrow()
})

it('offers two prompts that hold the record apart from the request', async () => {
  const client = await connect(scriptedServices({ reflect: {}, handoff: {} }))
  const { prompts } = await client.listPrompts()
  expect(prompts.map(({ name }) => name)).toEqual(['reflect-on-last-session', 'start-from-handoff'])
  const { messages } = await client.getPrompt({ name: 'start-from-handoff', arguments: { id: 's1' } })
  expect(messages).toHaveLength(2)
  expect(JSON.stringify(messages[1])).toContain('<record>\\npage of handoff --md -- s1\\n</record>')
})

it('serves two clients at once without mixing their answers', async () => {
  const one = await connect(scriptedServices({ list: { ...listed, sessions: listed.sessions.slice(0, 1) } }))
  const two = await connect(scriptedServices({ list: { ...listed, sessions: listed.sessions.slice(0, 2) } }))
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => call(index % 2 === 0 ? one : two, 'ses_list')),
  )
  const counts = answers.map((answer) => rowsIn(answer).length)
  expect(counts).toEqual(answers.map((_, index) => (index % 2) + 1))
})

it('goes on after a call was cancelled', async () => {
  let release = (): void => undefined
  const services = scriptedServices({ list: listed })
  const client = await connect({
    ...services,
    run: async (args) => {
      if (args[0] === 'stats') await new Promise<void>((done) => (release = done))
      return services.run(args)
    },
  })
  const abort = new AbortController()
  const pending = client.callTool({ name: 'ses_stats', arguments: {} }, { signal: abort.signal })
  abort.abort()
  await expect(pending).rejects.toThrow()
  release()
  expect((await call(client, 'ses_list')).isError).toBe(undefined)
})

/** A row of the list document. */
function full({ id, intent }: { id: string; intent: string }): Record<string, unknown> {
  return {
    id,
    folder: id,
    agent: 'codex',
    start: null,
    end: null,
    type: 'docs',
    intent,
    risk: 'low',
    grade: 'A',
    score: 90,
    cost: null,
    tool_calls: 1,
    duration_minutes: null,
    models: [],
    files_changed: 0,
    findings: 0,
    project: null,
    active: false,
  }
}
