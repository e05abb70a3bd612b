import { SesError } from '@ses/model'
import { parse } from 'smol-toml'
import type { RegisteredHook } from './registration.ts'

/**
 * Those of the hooks that Codex has no trust recorded for, and so skips without a word. `config` is the config.toml of the user, `file` the
 * absolute path of the hooks.json. That a trusted line has changed since cannot be seen here: only Codex knows its hash.
 */
export function untrustedByCodex(
  config: string,
  file: string,
  hooks: readonly RegisteredHook[],
): readonly RegisteredHook[] {
  const state = recordOf(recordOf(readConfig(config)['hooks'])['state'])
  return hooks.filter(({ event, position }) => {
    const { trusted_hash: hash } = recordOf(state[`${file}:${snakeCase(event)}:${position}`])
    return typeof hash !== 'string' || hash === ''
  })
}

function readConfig(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new SesError('config_invalid', 'config.toml of Codex is not TOML', { cause })
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** `PreToolUse` as `pre_tool_use`. */
function snakeCase(event: string): string {
  return event.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`)
}
