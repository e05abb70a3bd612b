import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ProgramCall {
  /** Path of the Node program that watches over it. */
  readonly node: string
  readonly program: string
  readonly args: readonly string[]
  /** Written to stdin, which is then closed. */
  readonly input: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Bytes of stdout that are taken; a program that prints more is stopped. */
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

export interface ProgramResult {
  /** `flooded`: it printed more than was taken. */
  readonly end: 'exited' | 'timeout' | 'missing' | 'flooded' | 'aborted'
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  /** The last of it. */
  readonly stderr: string
}

/** Runs a program in an empty folder of its own; replaced in tests. */
export type RunProgram = (call: ProgramCall) => Promise<ProgramResult>

const STDERR_KEPT = 4_000
/** Between asking a program to end and ending it. */
const GRACE_MS = 1_000

/**
 * Starts the program as the head of a process group and ends the whole group when the pipe on descriptor 3 closes, which also happens when
 * the process that holds the other end is killed: nothing is left behind, whatever happens to us. Exit code 127 says that there is no such
 * program. It runs as a process of its own, so it is text.
 */
const supervisor = `
const { spawn } = require('node:child_process')
const { Socket } = require('node:net')
const [grace, program, ...args] = process.argv.slice(1)
const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit'], detached: process.platform !== 'win32', windowsHide: true })
const end = (signal) => {
  if (child.pid === undefined) return
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
  else try { process.kill(-child.pid, signal) } catch {}
}
let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  end('SIGTERM')
  setTimeout(() => { end('SIGKILL'); process.exit(143) }, Number(grace))
}
const leash = new Socket({ fd: 3 })
leash.on('end', stop).on('close', stop).on('error', stop).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
child.on('error', () => process.exit(127))
child.on('exit', (code, signal) => {
  if (stopping) return
  end('SIGKILL')
  process.exit(signal === null ? code : 128)
})
`

/** Runs a program with a hard limit on time and output. Never rejects; no process of its group outlives the call or this process. */
export async function runProgram(call: ProgramCall): Promise<ProgramResult> {
  const folder = mkdtempSync(join(tmpdir(), 'ses-review-'))
  try {
    return await supervise(call, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function supervise(call: ProgramCall, folder: string): Promise<ProgramResult> {
  const { node, program, args, input, env, timeoutMs, maxBytes, signal } = call
  return new Promise((resolve) => {
    const child = spawn(node, ['-e', supervisor, '--', String(GRACE_MS), program, ...args], {
      cwd: folder,
      env: { ...env, SES_LOG_DIR: join(folder, '.ses-logs') },
      // A Ctrl-C at the terminal reaches us alone; the leash does the rest.
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    })
    const [stdin, stdout, stderr, leash] = child.stdio
    const chunks: Buffer[] = []
    let size = 0
    let tail = ''
    let end: ProgramResult['end'] = 'exited'
    const stop = (why: ProgramResult['end']): void => {
      if (end === 'exited') end = why
      leash?.destroy()
    }
    const timer = setTimeout(() => stop('timeout'), timeoutMs)
    const abort = (): void => stop('aborted')
    if (signal?.aborted === true) abort()
    else signal?.addEventListener('abort', abort, { once: true })
    stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) stop('flooded')
      else chunks.push(chunk)
    })
    stderr?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString('utf8')).slice(-STDERR_KEPT)
    })
    // A program that reads no input closes the pipe; that is its right.
    for (const stream of [stdin, leash, stdout, stderr]) stream?.on('error', () => undefined)
    const finish = (code: number | null): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      leash?.destroy()
      const missing = end === 'exited' && code === 127
      resolve({ end: missing ? 'missing' : end, code, stdout: Buffer.concat(chunks).toString('utf8'), stderr: tail })
    }
    child.on('error', () => finish(127))
    // Not `close`: a grandchild that left the group may hold the pipes for ever.
    child.on('exit', (code) => setImmediate(() => finish(code)))
    if (stdin !== null && 'end' in stdin) stdin.end(input)
  })
}
