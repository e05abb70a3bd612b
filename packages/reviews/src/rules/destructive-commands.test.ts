import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { destructiveCommands } from './destructive-commands.ts'

it('passes on what the detector saw, as grave as it saw it', () => {
  const waste = { tokens: 0, cost_usd: 0, ms: 0 }
  const seen = {
    id: 'destructive_command',
    title: '',
    events: ['1'],
    waste,
    advice: '',
    detail: 'git reset --hard: `x`',
  } as const
  const findings = [
    { ...seen, severity: 'concern' as const },
    { ...seen, severity: 'info' as const, detail: 'force-with-lease' },
  ]
  expect(hitsOf(destructiveCommands, { findings })).toEqual(['medium Git reset --hard: `x`.'])
})
