import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { type ApiSources, apiRoutes } from './api/api-routes.ts'
import { apiError, errorAnswer } from './api/error-answer.ts'
import type { Credentials } from './guard/credentials.ts'
import type { PasswordGate } from './guard/password-gate.ts'
import { enteringPage, loginPage, missingPage, strangerPage } from './guard/plain-page.ts'
import { refusalOf } from './guard/refusal-of.ts'
import { securityHeaders } from './guard/security-headers.ts'
import type { StaticFile } from './static-files.ts'

/** All that answers requests. */
export interface AppParts extends ApiSources {
  readonly files: ReadonlyMap<string, StaticFile>
  readonly credentials: Credentials
  readonly gate: PasswordGate | undefined
  /** Told the address of the caller. */
  readonly mayPass: (caller: string) => boolean
  /** Where it listens, once it does: values of `Host` in lower case, and the cookie's name. */
  readonly place: () => { readonly hosts: ReadonlySet<string>; readonly cookie: string }
}

/** Largest body of a request; budgets take 200 bytes. */
const MAX_BODY = 16_384

const SECURE = 'HttpOnly; SameSite=Strict; Path=/'

/** What the server under it tells of a request. */
type Env = { Bindings: Partial<HttpBindings> }

/** The whole of the dashboard as a function from request to answer. */
export function dashboardApp(parts: AppParts): Hono<Env> {
  const { services, hub, files, credentials, gate, mayPass, place } = parts
  const app = new Hono<Env>()

  app.use(async (context, next) => {
    const { req } = context
    const refusal = refusalOf(
      {
        method: req.method,
        path: req.path,
        host: req.header('host'),
        origin: req.header('origin'),
        site: req.header('sec-fetch-site'),
        mode: req.header('sec-fetch-mode'),
        dest: req.header('sec-fetch-dest'),
        contentType: req.header('content-type'),
      },
      place().hosts,
    )
    if (refusal !== undefined) context.res = context.json(apiError('refused', refusal.message), refusal.status)
    else if (!mayPass(callerOf(context))) {
      context.res = context.json(apiError('too_many', 'too many requests', 'wait a second'), 429, {
        'Retry-After': '1',
      })
    } else await next()
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    }
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store')
  })
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: (context) =>
        context.json(apiError('too_large', `at most ${MAX_BODY} bytes`), 413, { Connection: 'close' }),
    }),
  )
  app.onError((error, context) => {
    const { status, body } = errorAnswer(error)
    if (status === 500) services.onError(`${context.req.method} ${context.req.path}`, error)
    return context.json(body, status)
  })

  app.get('/', async (context, next) => {
    const token = context.req.query('token')
    if (token === undefined) return next()
    if (!credentials.redeem(token)) return context.html(strangerPage, 401)
    const cookie = { 'Set-Cookie': `${place().cookie}=${credentials.cookie}; ${SECURE}` }
    // After a link on another page a redirect would not carry the cookie: the page has to take the step itself.
    const site = context.req.header('sec-fetch-site') ?? 'none'
    if (site !== 'none' && site !== 'same-origin') return context.html(enteringPage, 200, cookie)
    return context.body(null, 303, { ...cookie, Location: '/' })
  })
  if (gate !== undefined) {
    // Without a referrer a browser hides the origin of a form, too.
    const own = { 'Referrer-Policy': 'same-origin' }
    app.get('/login', (context) => context.html(loginPage(''), 200, own))
    app.post('/login', async (context) => {
      const password = new URLSearchParams(await context.req.text()).get('password') ?? ''
      const verdict = await gate.check(password)
      if (verdict === 'wrong') return context.html(loginPage('That is not the password.'), 401, own)
      if (verdict === 'locked') return context.html(loginPage('Too many attempts. Wait a moment.'), 429, own)
      const cookie = `${place().cookie}=${credentials.cookie}; ${SECURE}`
      return context.body(null, 303, { 'Set-Cookie': cookie, Location: '/' })
    })
  }
  app.use(async (context, next) => {
    if (credentials.isCookie(getCookie(context, place().cookie) ?? '')) return next()
    const fix = 'open the address that `ses dashboard` printed'
    if (context.req.path.startsWith('/api/')) return context.json(apiError('unauthorized', 'no token', fix), 401)
    return gate === undefined ? context.html(strangerPage, 401) : context.body(null, 303, { Location: '/login' })
  })

  app.get('/api/events', (context) => {
    const stream = hub.open()
    if (stream === undefined)
      return context.json(apiError('too_many', 'too many pages listen'), 503, { 'Retry-After': '5' })
    return context.body(stream, 200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
  })
  app.route('/api', apiRoutes(parts))
  app.all('/api/*', (context) => context.json(apiError('not_found', 'no such route'), 404))
  app.get('*', (context) => {
    const { path } = context.req
    // Pages have addresses without a dot; the script looks at them.
    const isPage = !path.slice(path.lastIndexOf('/')).includes('.')
    const file = files.get(path) ?? (isPage ? files.get('/index.html') : undefined)
    if (file === undefined) return isPage ? context.html(missingPage, 404) : context.text('not found', 404)
    const headers = {
      ETag: file.etag,
      'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
      'Content-Type': file.type,
    }
    if (context.req.header('if-none-match') === file.etag) return context.body(null, 304, headers)
    return context.body(file.bytes, 200, headers)
  })
  app.all('*', (context) => context.json(apiError('not_found', 'no such route'), 404))
  return app
}

function callerOf({ env }: Context<Env>): string {
  return env?.incoming?.socket.remoteAddress ?? ''
}
