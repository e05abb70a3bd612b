import { SesError } from '@ses/model'
import { parse } from 'smol-toml'
import { agentOfLine, type HookCommand, hookLine, scriptOfLine } from './hook-command.ts'
import type { HookFile } from './registration.ts'

const AGENT = 'codex'
const EVENT = 'notify'

/**
 * `notify` of Codex's config.toml: a program that gets the end of a turn as its last argument, without having to be trusted. One line on top,
 * where no table has begun yet; a `notify` that is there already is kept and ours left out, since there can be only one.
 */
export const codexNotify: Pick<HookFile, 'register' | 'unregister' | 'inspect'> = {
  register: (text = '', command) => {
    const bare = withoutLine(text)
    if ('notify' in readToml(bare)) return bare
    const [mark, rest] = splitMark(bare)
    const eol = /\r?\n/.exec(rest)?.[0] ?? '\n'
    return `${mark}${lineOf(command)}${eol}${rest}`
  },
  unregister: (text, made) => {
    const bare = withoutLine(text)
    return made && bare.trim() === '' ? undefined : bare
  },
  inspect: (text) => {
    const { notify } = readToml(text)
    const script = Array.isArray(notify) ? notify.find((word) => typeof word === 'string' && isOurs(word)) : undefined
    if (typeof script !== 'string') return []
    const bundle = scriptOfLine(script.replace(/^[^{]*\{ /, ''))
    return [{ event: EVENT, position: '0:0', line: script, ...(bundle === undefined ? {} : { script: bundle }) }]
  },
}

/** A text of JSON is one of TOML too. */
function lineOf(command: HookCommand): string {
  // The shell gets the argument that Codex adds as its first; the hook reads stdin.
  const script = `printf %s "$1" | { ${hookLine(command, EVENT, AGENT)}; }`
  return `notify = ${JSON.stringify(['sh', '-c', script, 'ses'])}`
}

function withoutLine(text: string): string {
  const [mark, rest] = splitMark(text)
  const line = /^notify = \["sh", ?"-c", ?"[^\n]*\r?\n/.exec(rest)?.[0]
  return line !== undefined && isOurs(line) ? mark + rest.slice(line.length) : text
}

function isOurs(text: string): boolean {
  return agentOfLine(text) === AGENT
}

function splitMark(text: string): readonly [mark: string, rest: string] {
  return text.startsWith('\ufeff') ? ['\ufeff', text.slice(1)] : ['', text]
}

function readToml(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(splitMark(text)[1])
  } catch (cause) {
    const { line, column } = cause as { readonly line?: number; readonly column?: number }
    const place = line === undefined ? '' : `line ${line}, column ${column}: `
    throw new SesError('config_invalid', `${place}expected TOML`, { cause })
  }
}
