import type { Detector, Observation } from '../detector.ts'
import { quote } from '../quote.ts'
import { isNegativeAnswer } from '../real-error.ts'
import { type CallView, changedFiles, type SessionView } from '../session-view.ts'

/** Trying the same thing again and hoping. */
export const retryLoop: Detector = {
  id: 'retry_loop',
  title: 'Retry loop',
  description: 'The same call failed several times with no edit and no other attempt in between.',
  severity: 'concern',
  advice: 'Do not repeat a failing call unchanged: read its error, change something, then try again.',
  unit: 'calls',
  thresholds: { retry_loop_times: { default: 3, description: 'Equal failures from which it is reported.' } },
  detect(view, context) {
    const times = context.threshold('retry_loop_times')
    return failureChains(view)
      .filter((chain) => chain.length >= times)
      .map(observe)
  },
}

interface Chain {
  readonly key: string
  readonly calls: CallView[]
}

/** Runs of equal failing calls; a change of files, a prompt, a success or another attempt with the same program ends one. */
function failureChains({ session, calls }: SessionView): CallView[][] {
  const found: CallView[][] = []
  const open = new Map<string, Chain>()
  let turn = 0
  for (const call of calls) {
    const { event } = call
    if (call.turn !== turn || changedFiles(call).length > 0 || preparesAnew(call)) open.clear()
    turn = call.turn
    if (event.outcome === 'denied' || event.outcome === 'interrupted') continue
    const failing = event.outcome === 'error' && !isNegativeAnswer(event) && !waits(call)
    if (!failing && open.size === 0) continue
    const program = programOf(call)
    if (!failing) {
      open.delete(program)
      continue
    }
    const key = keyOf(call, session.cwd)
    const chain = open.get(program)
    if (chain?.key === key) {
      // Equal calls of one response are one attempt.
      if (chain.calls.at(-1)?.batch !== call.batch) chain.calls.push(call)
    } else {
      const fresh = { key, calls: [call] }
      open.set(program, fresh)
      found.push(fresh.calls)
    }
  }
  return found
}

function observe(chain: readonly CallView[]): Observation {
  const events = chain.map((call) => call.event.id)
  const { event } = chain[0] as CallView
  const what = event.command ?? event.files[0]?.path ?? event.input ?? ''
  return {
    events,
    detail: `${event.name} ${quote(what)} failed ${chain.length} times unchanged`,
    count: chain.length - 1,
    wasted: events.slice(1),
  }
}

function programOf({ event, shell }: CallView): string {
  if (event.action !== 'shell') return event.name
  const words = shell.find((command) => command.words[0] !== 'cd')?.words ?? []
  return `$ ${(words[0] ?? '').replace(/^.*[\\/]/, '')} ${/^[a-z]/.test(words[1] ?? '') ? words[1] : ''}`
}

/** Longest part of a text that takes part in comparing. */
const COMPARED = 4000

function keyOf({ event }: CallView, cwd: string | undefined): string {
  const touched = event.files
    .slice(0, 20)
    .map((touch) => [touch.path, touch.operation, touch.before?.slice(0, COMPARED) ?? ''])
  return JSON.stringify([
    normalise((event.command ?? '').slice(0, COMPARED), cwd),
    normalise((event.input ?? '').slice(0, COMPARED), cwd),
    event.command === undefined ? touched : [],
  ])
}

/** Takes out what differs between two spellings of one attempt: the project's directory, temporary names, ids, times and numbers. */
function normalise(text: string, cwd: string | undefined): string {
  return (cwd === undefined || cwd.length < 2 ? text : text.replaceAll(`${cwd}/`, '').replaceAll(cwd, '.'))
    .replace(/(?:\/private)?\/(?:tmp|var\/folders)\/[^\s'"]*/g, '<temp>')
    .replace(/\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\b/g, '<time>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b/gi, '<hex>')
    .replace(/\d+/g, '<n>')
    .replace(/(^|[\s'"=])\.\//g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A command that may have changed what the next attempt meets. */
function preparesAnew({ event }: CallView): boolean {
  if (event.outcome !== 'ok' || event.action !== 'shell') return event.action === 'subagent' || event.action === 'ask'
  const changing = new Set(['edit', 'install', 'run', 'container', 'database', 'build'])
  return event.commandKinds?.some((kind) => changing.has(kind)) ?? false
}

/** Waiting for something is meant to repeat. */
function waits({ shell }: CallView): boolean {
  return shell.some(
    (command) => command.words[0] === 'sleep' || command.words[0] === 'wait' || command.words.includes('--watch'),
  )
}
