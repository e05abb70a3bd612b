import type { HookCommand } from '../../hook-command.ts'

/** The plugin's own hooks, and after them the events of the bus that are handed on. */
export const events: readonly string[] = [
  'chat.message',
  'tool.execute.before',
  'tool.execute.after',
  'dispose',
  'session.created',
  'session.idle',
  'session.error',
  'session.deleted',
  'message.updated',
  'message.part.updated',
]

/**
 * The plugin, for Bun and Node. OpenCode awaits it without a limit and lets what it throws break the prompt: so it hands payloads on in a queue
 * of its own, one process at a time, each killed after 3 s, awaits that queue only at the end of a turn or of itself (3 s), and throws nothing. Of messages and
 * parts, which change many times a second, it hands on the finished ones.
 */
export function pluginText({ bundle }: HookCommand): string {
  return `// Written by ses: hands events on as ( ses log event --agent opencode ); \`ses disable opencode\` removes it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const bundle = ${bundle === undefined ? 'undefined' : JSON.stringify({ node: bundle.node, script: bundle.script })}
const KILL_MS = 3000
const WAIT_MS = 3000
const LIMIT = 1000

function call(event, payload) {
  return new Promise((done) => {
    try {
      const text = JSON.stringify(payload)
      const words = [event, '--agent', 'opencode']
      const [file, args] =
        bundle !== undefined && existsSync(bundle.script) ? [bundle.node, [bundle.script, ...words]] : ['ses', ['log', ...words]]
      const child = spawn(file, args, {
        stdio: ['pipe', 'ignore', 'ignore'],
        windowsHide: true,
        shell: file === 'ses' && process.platform === 'win32',
      })
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_MS)
      const end = () => {
        clearTimeout(timer)
        done()
      }
      child.on('error', end)
      child.on('exit', end)
      child.stdin.on('error', () => {})
      child.stdin.end(text)
    } catch {
      done()
    }
  })
}

export const Ses = async ({ directory } = {}) => {
  let waiting = 0
  let queue = Promise.resolve()
  const sessions = new Set()
  const told = new Set()
  const tell = (event, payload) => {
    if (waiting >= LIMIT) return
    let copy
    try {
      copy = JSON.parse(JSON.stringify({ ...payload, directory }))
    } catch {
      return
    }
    waiting += 1
    queue = queue.then(() => call(event, copy)).then(() => void (waiting -= 1))
  }
  const settle = () => {
    let timer
    const limit = new Promise((done) => {
      timer = setTimeout(done, WAIT_MS)
    })
    return Promise.race([queue, limit]).then(() => clearTimeout(timer))
  }
  const safely = (work) => async (input, output) => {
    try {
      await work(input, output)
    } catch {}
  }
  const once = (key) => !told.has(key) && told.add(key)
  const wanted = ({ type, properties = {} }) => {
    if (type === 'message.updated') {
      const { info } = properties
      return info?.role === 'assistant' && info.time?.completed !== undefined && once(info.id)
    }
    if (type === 'message.part.updated') {
      const { part } = properties
      const status = part?.state?.status
      const over = part?.type === 'tool' ? status === 'error' || status === 'completed' : part?.time?.end !== undefined
      return over && once(part.id)
    }
    return type === 'session.created' || type === 'session.idle' || type === 'session.error' || type === 'session.deleted'
  }
  return {
    event: safely(async ({ event }) => {
      if (!wanted(event)) return
      if (event.type === 'session.created' && event.properties.info?.parentID === undefined)
        sessions.add(event.properties.info?.id)
      tell(event.type, { event })
      if (event.type === 'session.idle') await settle()
    }),
    'chat.message': safely((input, output) => {
      sessions.add(input?.sessionID)
      tell('chat.message', { input, output })
    }),
    'tool.execute.before': safely((input, output) => tell('tool.execute.before', { input, output })),
    'tool.execute.after': safely((input, output) => tell('tool.execute.after', { input, output })),
    dispose: safely(async () => {
      for (const sessionID of sessions) if (sessionID !== undefined) tell('dispose', { sessionID })
      await settle()
    }),
  }
}
`
}

/** The bundled program that a plugin starts first. */
export function scriptOfPlugin(text: string): string | undefined {
  const told = /^const bundle = (\{.*\})$/m.exec(text)?.[1]
  if (told === undefined) return undefined
  try {
    const { script } = JSON.parse(told) as { readonly script?: unknown }
    return typeof script === 'string' ? script : undefined
  } catch {
    return undefined
  }
}
