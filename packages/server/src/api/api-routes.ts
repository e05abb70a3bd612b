import { SesError } from '@ses/model'
import type { DashboardBudgets, DashboardHotspots, DashboardSession, DashboardSettings } from '@ses/schema'
import { readSummary } from '@ses/store'
import { type Context, Hono } from 'hono'
import type { AlertFile } from '../budgets/alert-file.ts'
import { standingsOf } from '../budgets/standings-of.ts'
import type { Calendar } from '../calendar.ts'
import type { EventHub } from '../live/event-hub.ts'
import { createRecentMap } from '../recent-map.ts'
import type { DashboardServices } from '../services.ts'
import { findSession } from '../sessions/find-session.ts'
import type { BookKeeper, SessionBook } from '../sessions/session-book.ts'
import { createAnalyst } from './analyst.ts'
import { editedFiles } from './edited-files.ts'
import { fileHistoryOf, hotspotsOf } from './hotspots-of.ts'
import { ledgerOf } from './ledger-of.ts'
import { modelsOf } from './models-of.ts'
import { overviewOf } from './overview-of.ts'
import { patternsOf } from './patterns-of.ts'
import { isWithin, type Period } from './period.ts'
import {
  readFileList,
  readHistoryPath,
  readLimits,
  readPeriod,
  readSearch,
  readSessionList,
  readTimeline,
} from './query.ts'
import { searchHere } from './search-here.ts'
import { searchHits } from './search-hits.ts'
import { inOrder, sessionPage } from './session-page.ts'
import { storedParts } from './stored-parts.ts'
import { timelineOf } from './timeline-of.ts'

/** What the routes answer from. */
export interface ApiSources {
  readonly services: DashboardServices
  readonly calendar: Calendar
  readonly keeper: BookKeeper
  readonly hub: EventHub
  readonly alerts: AlertFile
  /** Called when the limits have changed. */
  readonly checkBudgets: () => Promise<void>
}

/** Answers over all sessions that are kept: a person looks at a few periods. */
const KEPT_ANSWERS = 32

/** The routes below `/api`. They trust whoever calls: `createDashboard` puts the guards before them. */
export function apiRoutes({ services, calendar, keeper, hub, alerts, checkBudgets }: ApiSources): Hono {
  const { store, now } = services
  const analyst = createAnalyst(services)
  const answers = createRecentMap<unknown>(KEPT_ANSWERS)
  let answered = 0
  const search = services.search ?? searchHere(store)
  const api = new Hono()

  /** Made once for each state of the sessions. */
  const kept = <T>({ version }: SessionBook, name: string, make: () => T): T => {
    if (version !== answered) answers.clear()
    answered = version
    return answers.getOrMake(name, make) as T
  }
  const session = async (context: Context) => findSession(await keeper.book(), context.req.param('id') ?? '')
  const period = (context: Context): Period => readPeriod(context.req.query(), calendar)

  api.get('/overview', async (context) => {
    const book = await keeper.book()
    const asked = period(context)
    const { month } = await services.limits()
    // Without an end the period ends now; within a minute nothing of it can be seen to move.
    const minute = Math.floor(now() / 60_000)
    const input = { project: services.project, digests: book.digests, period: asked, budget: month, now: now() }
    return context.json(
      kept(book, `overview ${minute} ${month} ${JSON.stringify(asked)}`, () => overviewOf(input, calendar)),
    )
  })
  api.get('/sessions', async (context) => {
    const query = readSessionList(context.req.query(), calendar)
    const book = await keeper.book()
    const { sort, order } = query
    const ordered = kept(book, `order ${sort} ${order}`, () => inOrder(book.digests, query))
    return context.json(sessionPage(ordered, query))
  })
  api.get('/sessions/:id', async (context) => {
    const { listed } = await session(context)
    const summary = readSummary(store, listed.folder)
    if (summary === undefined) throw new SesError('unreadable', 'the summary of this session is damaged')
    const [readable, checkpoints] = await Promise.all([services.isReadable(listed), services.checkpoints(listed)])
    return context.json({
      schema_version: 1,
      summary,
      project: listed.project,
      active: listed.active,
      readable,
      checkpoints,
      ...storedParts(store, listed.folder),
    } satisfies DashboardSession)
  })
  api.get('/sessions/:id/timeline', async (context) => {
    const query = readTimeline(context.req.query())
    return context.json(timelineOf(await analyst.analysis(await session(context)), query))
  })
  api.get('/sessions/:id/files', async (context) => {
    const digest = await session(context)
    const { session: read } = await analyst.analysis(digest)
    return context.json(analyst.derived(digest, 'files', () => editedFiles(read)))
  })
  api.get('/sessions/:id/ledger', async (context) =>
    context.json(ledgerOf(await analyst.analysis(await session(context)))),
  )
  api.get('/patterns', async (context) => {
    const book = await keeper.book()
    const asked = period(context)
    return context.json(
      kept(book, `patterns ${JSON.stringify(asked)}`, () =>
        patternsOf(
          book.digests.filter((digest) => isWithin(digest, asked)),
          calendar,
        ),
      ),
    )
  })
  api.get('/models', async (context) => {
    const book = await keeper.book()
    const asked = period(context)
    return context.json(
      kept(book, `models ${JSON.stringify(asked)}`, () =>
        modelsOf(book.digests.filter((digest) => isWithin(digest, asked))),
      ),
    )
  })
  api.get('/files', async (context) => {
    const { q, offset, limit } = readFileList(context.req.query())
    const book = await keeper.book()
    const all = kept(book, 'files', () => hotspotsOf(book.digests))
    const words = q.toLowerCase().split(/\s+/u)
    const found = q === '' ? all : all.filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)))
    const files = found.slice(offset, offset + limit)
    return context.json({ schema_version: 1, total: found.length, files } satisfies DashboardHotspots)
  })
  api.get('/files/history', async (context) => {
    const path = readHistoryPath(context.req.query())
    return context.json(fileHistoryOf((await keeper.book()).digests, path))
  })
  api.get('/search', async (context) => {
    const { q, regex, case: exact, offset, limit } = readSearch(context.req.query())
    if (q.trim() === '') return context.json(searchHits(q, { hits: [], total: 0 }, 0))
    const { version } = await keeper.book()
    const result = await search({ text: q, regex, ignoreCase: !exact, limit: offset + limit }, version)
    return context.json(searchHits(q, result, offset))
  })
  const budgets = async (): Promise<DashboardBudgets> => {
    const [limits, spending] = await Promise.all([services.limits(), services.spending()])
    return { schema_version: 1, limits, spent: standingsOf(limits, spending), alerts: alerts.read() }
  }
  api.get('/budgets', async (context) => context.json(await budgets()))
  api.put('/budgets', async (context) => {
    await services.setLimits(readLimits(await bodyOf(context)))
    await checkBudgets()
    return context.json(await budgets())
  })
  api.post('/alerts/:id/ack', async (context) => {
    await bodyOf(context)
    await alerts.acknowledge(context.req.param('id'))
    hub.publish({ type: 'alerts', sessions: [] })
    return context.json(await budgets())
  })
  api.get('/settings', async (context) =>
    context.json({ schema_version: 1, ...(await services.settings()) } satisfies DashboardSettings),
  )
  return api
}

async function bodyOf(context: Context): Promise<unknown> {
  const text = await context.req.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new SesError('usage', 'the body is no JSON')
  }
}
