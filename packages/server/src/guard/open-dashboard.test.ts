import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDashboard, type TestDashboard } from '../fixtures/test-dashboard.ts'
import { createPasswordGate } from './password-gate.ts'

let at: TestDashboard
const PASSWORD = 'correct horse & battery='
beforeAll(async () => {
  const names = ['127.0.0.1', 'box.local']
  at = await openTestDashboard({ open: { address: '127.0.0.1', names, password: PASSWORD } })
})
afterAll(() => at.close())

const login = (password: string, origin = `http://box.local:${at.dashboard.port}`) =>
  at.stranger('/login', {
    method: 'POST',
    headers: { host: `box.local:${at.dashboard.port}`, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password }).toString(),
  })

it('asks who has no token for the password, without a script', async () => {
  expect(await at.stranger('/sessions')).toMatchObject({ status: 303, headers: { location: '/login' } })
  const form = await at.stranger('/login')
  expect(form.status).toBe(200)
  // Else the form would be sent with the origin `null`.
  expect(form.headers['referrer-policy']).toBe('same-origin')
  expect(form.text).toContain('<form method="post" action="/login">')
  expect(form.text).not.toMatch(/<script|style=|onclick/)
  expect((await at.stranger('/api/overview')).status).toBe(401)
})

it('lets in with the password, from its own form only', async () => {
  expect((await login(PASSWORD, 'http://evil.example')).status).toBe(403)
  const wrong = await login('nonsense')
  expect(wrong.status).toBe(401)
  expect(wrong.headers['set-cookie']).toBe(undefined)
  const right = await login(PASSWORD)
  expect(right).toMatchObject({ status: 303, headers: { location: '/' } })
  const cookie = right.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect((await at.stranger('/api/overview', { headers: { cookie } })).status).toBe(200)
})

it('looks at no more passwords after five wrong ones until time has passed', async () => {
  let now = 0
  const gate = await createPasswordGate(PASSWORD, () => now)
  for (let count = 0; count < 5; count++) expect(await gate.check('wrong')).toBe('wrong')
  expect(await gate.check(PASSWORD)).toBe('locked')
  now += 31_000
  expect(await gate.check('wrong')).toBe('wrong')
  now += 31_000
  expect(await gate.check(PASSWORD)).toBe('locked')
  now += 60_000
  expect(await gate.check(PASSWORD)).toBe('right')
  expect(await gate.check('x'.repeat(2000))).toBe('locked')
})

it('has no login where it is for this machine alone', async () => {
  const own = await openTestDashboard()
  expect((await own.stranger('/login')).status).toBe(401)
  await own.close()
})
