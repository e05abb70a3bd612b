import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { planOf } from './plan-of.ts'

const plan = (input: unknown, name = 'TodoWrite') =>
  planOf(
    buildSession()
      .prompt('Go')
      .call(name, 'plan', { input: JSON.stringify(input) })
      .build(),
  ).items

describe('the plan', () => {
  it.each([
    [
      'Claude Code',
      {
        todos: [
          { content: 'A', status: 'completed', activeForm: 'Doing A' },
          { content: 'B', status: 'in_progress' },
        ],
      },
    ],
    [
      'Codex',
      {
        explanation: 'why',
        plan: [
          { step: 'A', status: 'completed' },
          { step: 'B', status: 'in_progress' },
        ],
      },
    ],
    [
      'Gemini CLI',
      {
        todos: [
          { description: 'A', status: 'done' },
          { description: 'B', status: 'in_progress' },
        ],
      },
    ],
    [
      'OpenCode',
      {
        todos: [
          { content: 'A', priority: 'high', status: 'completed' },
          { content: 'B', status: 'in_progress' },
        ],
      },
    ],
    ['Droid', { todos: '1. [completed] A\n2. [in_progress] B' }],
    ['a Markdown list', { task_progress: '- [x] A\n- [-] B' }],
  ])('of %s is read', (_agent, input) => {
    expect(plan(input)).toEqual([
      { text: 'A', status: expect.any(String), done: true },
      { text: 'B', status: 'in progress', done: false },
    ])
  })

  it('is followed through single tasks', () => {
    const session = buildSession()
      .prompt('Go')
      .call('TaskCreate', 'plan', { input: '{"subject":"A"}', output: 'Task #1 created successfully: A' })
      .call('TaskCreate', 'plan', { input: '{"subject":"B"}', output: 'Task #2 created successfully: B' })
      .call('TaskCreate', 'plan', { input: '{"subject":"C"}', output: 'Task #3 created successfully: C' })
      .call('TaskUpdate', 'plan', { input: '{"taskId":"1","status":"completed"}' })
      .call('TaskUpdate', 'plan', { input: '{"taskId":"3","status":"deleted"}' })
      .build()
    expect(planOf(session).items).toEqual([
      { text: 'A', status: 'completed', done: true },
      { text: 'B', status: 'pending', done: false },
    ])
  })

  it('is the last one, and tells how old it is', () => {
    const todo = (content: string) => ({ input: JSON.stringify({ todos: [{ content, status: 'pending' }] }) })
    const session = buildSession()
      .prompt('Go')
      .call('TodoWrite', 'plan', todo('Old'))
      .call('TodoWrite', 'plan', todo('New'))
      .call('TodoWrite', 'plan', { ...todo('Refused'), outcome: 'error' })
      .prompt('Something else')
      .prompt('And more')
    expect(planOf(session.build())).toEqual({ items: [{ text: 'New', status: 'pending', done: false }], age: 2 })
  })

  it('is empty for broken input and for sessions without one', () => {
    expect(plan('[[[')).toEqual([])
    expect(plan({ todos: [null, 3, { content: 7 }] })).toEqual([])
    expect(planOf(buildSession().prompt('Go').build())).toEqual({ items: [], age: 1 })
  })
})
