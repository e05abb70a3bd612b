import { buildSession } from '@ses/testkit'
import { expect, it } from 'vitest'
import { activityOf } from './activity-of.ts'

it('counts tools, groups commands and lists errors', () => {
  const session = buildSession()
    .read('a.ts')
    .read('b.ts')
    .shell('cd app && npm run test')
    .shell('git status && npm test')
    .shell('git status')
    .shell('npm run build', { exitCode: 1, output: 'Exit code 1\nbuilding\nerror TS1005: ; expected' })
    .build()
  expect(activityOf(session)).toEqual({
    tools: { Bash: 4, Read: 2 },
    commands: { test: ['npm run test', 'npm test'], git: ['git status'], build: ['npm run build'] },
    errors: [{ event: 'e6', tool: 'Bash', command: 'npm run build', message: 'error TS1005: ; expected' }],
  })
})

it('lists a command with quotes whole under each of its kinds', () => {
  const line = 'git commit -m "a && b" && npm test'
  expect(activityOf(buildSession().shell(line).build()).commands).toEqual({ git: [line], test: [line] })
})

it('keeps lines short and plain', () => {
  const output = `\u001b[31m${'x'.repeat(9000)}`
  const [error] = activityOf(buildSession().call('Fetch', 'fetch', { outcome: 'error', output }).build()).errors
  expect(error?.message.length).toBeLessThanOrEqual(200)
  expect(error?.message).not.toContain('\u001b')
})

it('counts what sub-agents did and keeps no more than 50 errors', () => {
  const session = buildSession().subagent('worker', (child) => {
    for (let count = 0; count < 60; count++) child.call('Fetch', 'fetch', { outcome: 'error' })
    return child
  })
  const activity = activityOf(session.build())
  expect(activity.tools).toEqual({ Fetch: 60, Task: 1 })
  expect(activity.errors).toHaveLength(50)
  expect(activity.errors[0]?.event).toBe('e1')
})
