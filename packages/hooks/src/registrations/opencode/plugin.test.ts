import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { HookCommand } from '../../hook-command.ts'
import { events, pluginText } from './plugin-text.ts'

type Hook = (input?: unknown, output?: unknown) => Promise<void>
type Plugin = (context?: unknown) => Promise<Record<string, Hook>>

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ses-plugin-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** The plugin as OpenCode would load it, with a hook program that notes its calls. */
async function load(body = ''): Promise<Record<string, Hook>> {
  const script = join(folder, 'ho ok.mjs')
  const note = `import { appendFileSync, readFileSync } from 'node:fs'
console.log('never seen')
${body}
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify([process.argv.slice(2), JSON.parse(readFileSync(0, 'utf8'))]) + '\\n')`
  writeFileSync(script, note)
  return open({ bundle: { node: process.execPath, script } })
}

async function open(command: HookCommand): Promise<Record<string, Hook>> {
  const file = join(folder, 'ses.mjs')
  writeFileSync(file, pluginText(command))
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, Plugin>
  expect(Object.keys(loaded)).toEqual(['Ses'])
  return (loaded['Ses'] as Plugin)({ directory: folder })
}

function calls(): readonly (readonly [string[], Record<string, unknown>])[] {
  if (!existsSync(join(folder, 'calls'))) return []
  return readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const bus = (type: string, properties: unknown) => ({ event: { id: 'e', type, properties } })

it('hands the events on in their order, and those of messages and parts when they are finished', async () => {
  const hooks = await load()
  await hooks['event']?.(bus('session.created', { info: { id: 's' } }))
  await hooks['event']?.(bus('message.updated', { info: { id: 'm', role: 'assistant', time: { created: 1 } } }))
  await hooks['event']?.(bus('message.part.updated', { part: { id: 'p', type: 'tool', state: { status: 'running' } } }))
  await hooks['event']?.(bus('message.part.delta', {}))
  await hooks['chat.message']?.({ sessionID: 's' }, { message: {}, parts: [] })
  await hooks['tool.execute.before']?.({ tool: 'read', sessionID: 's', callID: 'c' }, { args: {} })
  const failed = bus('message.part.updated', { part: { id: 'p', type: 'tool', state: { status: 'error' } } })
  await hooks['event']?.(failed)
  await hooks['event']?.(failed)
  await hooks['event']?.(bus('message.updated', { info: { id: 'm', role: 'assistant', time: { completed: 2 } } }))
  await hooks['dispose']?.()
  // A busy machine may need longer than the plugin waits; the queue goes on while the process lives.
  await vi.waitFor(() => expect(calls()).toHaveLength(6), { timeout: 20_000, interval: 50 })
  expect(calls().map(([[event]]) => event)).toEqual([
    'session.created',
    'chat.message',
    'tool.execute.before',
    'message.part.updated',
    'message.updated',
    'dispose',
  ])
  for (const [words, payload] of calls()) {
    expect(events).toContain(words[0])
    expect(words.slice(1)).toEqual(['--agent', 'opencode'])
    expect(payload['directory']).toBe(folder)
  }
  expect(calls().at(-1)?.[1]).toEqual({ sessionID: 's', directory: folder })
}, 30_000)

it('does not hang: a hook that never ends is waited for three seconds, at the end only', async () => {
  const hooks = await load('await new Promise((done) => setTimeout(done, 60_000))')
  const start = performance.now()
  for (let n = 0; n < 50; n += 1) await hooks['tool.execute.before']?.({ sessionID: 's', callID: n }, {})
  expect(performance.now() - start).toBeLessThan(1500)
  await hooks['dispose']?.()
  expect(performance.now() - start).toBeLessThan(6000)
}, 20_000)

it.each([
  ['there is no ses', { bundle: { node: '/no/node', script: '/no/hook.js' } }],
  ['node has gone', { bundle: { node: '/no/node', script: import.meta.filename } }],
])('throws nothing into the agent when %s, nor for payloads that are no JSON', async (_, command) => {
  vi.stubEnv('PATH', '/nowhere')
  const hooks = await open(command)
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  await hooks['chat.message']?.({ sessionID: 's' }, cyclic)
  await hooks['chat.message']?.(undefined, undefined)
  await hooks['event']?.(undefined)
  await hooks['event']?.(bus('message.updated', null))
  await hooks['tool.execute.after']?.({ big: 1n }, {})
  await hooks['event']?.(bus('session.idle', {}))
  await hooks['dispose']?.()
  expect(calls()).toEqual([])
})

it('calls ses by its name where it names no path', async () => {
  const ses = join(folder, 'ses')
  writeFileSync(ses, `#!/bin/sh\necho noise\nprintf '["%s",%s]\\n' "$*" "$(/bin/cat)" >> '${join(folder, 'calls')}'\n`)
  chmodSync(ses, 0o755)
  vi.stubEnv('PATH', folder)
  const hooks = await open({})
  await hooks['event']?.(bus('session.error', { sessionID: 's' }))
  await hooks['dispose']?.()
  await vi.waitFor(() => expect(calls()).toHaveLength(1), { timeout: 20_000, interval: 50 })
  expect(calls()).toEqual([
    ['log session.error --agent opencode', { ...bus('session.error', { sessionID: 's' }), directory: folder }],
  ])
})
