import { expect, it } from 'vitest'
import { untrustedByCodex } from './codex-trust.ts'

const hooks = [
  { event: 'PreToolUse', position: '0:0', line: '' },
  { event: 'Stop', position: '1:0', line: '' },
]

it('names the hooks that Codex has no trust for', () => {
  const config = `[hooks.state."/h/.codex/hooks.json:pre_tool_use:0:0"]\ntrusted_hash = "sha256:ab"\n`
  expect(untrustedByCodex(config, '/h/.codex/hooks.json', hooks).map(({ event }) => event)).toEqual(['Stop'])
  expect(untrustedByCodex(config, '/other/hooks.json', hooks)).toHaveLength(2)
})

it('trusts nothing without a config, and nothing in a strange one', () => {
  expect(untrustedByCodex('', '/h/hooks.json', hooks)).toHaveLength(2)
  expect(untrustedByCodex('hooks = 3\n', '/h/hooks.json', hooks)).toHaveLength(2)
  expect(() => untrustedByCodex('= =', '/h/hooks.json', hooks)).toThrow('not TOML')
})
