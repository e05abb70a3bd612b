import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { openAlertFile } from './budgets/alert-file.ts'
import { alertsOf } from './budgets/alerts-of.ts'
import { createCalendar } from './calendar.ts'
import { dashboardApp } from './dashboard-app.ts'
import { createCredentials } from './guard/credentials.ts'
import { limitConnections } from './guard/limit-connections.ts'
import { createPasswordGate } from './guard/password-gate.ts'
import { createRateLimit } from './guard/rate-limit.ts'
import { listen } from './listen.ts'
import { createEventHub } from './live/event-hub.ts'
import type { DashboardServices } from './services.ts'
import { createBookKeeper } from './sessions/session-book.ts'
import { watchStore } from './sessions/watch-store.ts'
import { readStaticFiles } from './static-files.ts'

/** How the dashboard is served. */
export interface DashboardOptions {
  /** Folder of the built page; where it is not there, the API is served alone. */
  readonly page: string
  /** Default 7433; 0 for any that is free. */
  readonly port?: number
  /** Further ports that are tried when it is taken; default 0. */
  readonly morePorts?: number
  /** Lets other machines in; without it the dashboard listens on the loopback addresses only. */
  readonly open?: OpenDashboard
  readonly limits?: DashboardServing
}

/** A dashboard that other machines can reach: its address, the names they use for it, and the password. */
export interface OpenDashboard {
  readonly address: string
  /** Without the port. */
  readonly names: readonly string[]
  readonly password: string
}

/** What keeps the server small; each has a default. */
export interface DashboardServing {
  readonly connections?: number
  readonly streams?: number
  /** Requests at once, and in each second after. */
  readonly burst?: number
  readonly perSecond?: number
  /** Milliseconds for the head of a request, and for all of it. */
  readonly headMs?: number
  readonly requestMs?: number
  readonly heartbeatMs?: number
  /** Milliseconds between two looks for changed sessions, and between two at the budgets. */
  readonly watchMs?: number
  readonly budgetMs?: number
}

/** A dashboard that is being served. */
export interface Dashboard {
  readonly port: number
  readonly addresses: readonly string[]
  /** `http://127.0.0.1:7433/`, without a token. */
  readonly origin: string
  /** Address that lets in whoever has it, for as long as this dashboard runs. */
  readonly url: string
  /** Another one that is good once. */
  readonly onceUrl: () => string
  /** Ends all streams and connections. */
  readonly close: () => Promise<void>
}

const budgetScopes = ['session', 'day', 'month', 'project'] as const

/** The most names of sessions in an event; more, and pages fetch all again. */
const MAX_NAMED = 100

/** Serves the sessions of a store to the person who started it. Throws `SesError` `external` when it cannot listen. */
export async function createDashboard(services: DashboardServices, options: DashboardOptions): Promise<Dashboard> {
  const { open, port = 7433, morePorts = 0, limits = {} } = options
  const { connections = 128, streams = 32, burst = 500, perSecond = 200, heartbeatMs = 15_000 } = limits
  const { headMs = 10_000, requestMs = 20_000, watchMs = 1000, budgetMs = 60_000 } = limits
  const credentials = createCredentials()
  const calendar = createCalendar(services.offsetAt)
  const keeper = createBookKeeper(services.store, calendar)
  const hub = createEventHub({ most: streams, heartbeatMs })
  const alerts = openAlertFile(services.alertFile)
  let place = { hosts: new Set<string>(), cookie: '' }
  const checkBudgets = async (): Promise<void> => {
    try {
      const budgets = await services.limits()
      // Finding out what was spent may read every transcript of the machine.
      if (budgetScopes.every((scope) => budgets[scope] === null)) return
      const fresh = await alerts.add(alertsOf(budgets, await services.spending(), services.now()))
      if (fresh.length > 0) hub.publish({ type: 'alerts', sessions: [] })
    } catch (error) {
      services.onError('budgets', error)
    }
  }
  const app = dashboardApp({
    services,
    calendar,
    keeper,
    hub,
    alerts,
    checkBudgets,
    files: readStaticFiles(options.page),
    credentials,
    gate: open === undefined ? undefined : await createPasswordGate(open.password, services.now),
    mayPass: createRateLimit(burst, perSecond, services.now),
    place: () => place,
  })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const makeServer = (): Server => {
    const server = createServer(
      {
        headersTimeout: headMs,
        requestTimeout: requestMs,
        connectionsCheckingInterval: Math.min(1000, headMs),
        keepAliveTimeout: 5000,
        maxHeaderSize: 16_384,
      },
      (request, response) => void listener(request, response),
    )
    // Streams show signs of life more often than this.
    server.setTimeout(8 * heartbeatMs)
    limitConnections(server, connections)
    return server
  }
  const addresses = open === undefined ? ['127.0.0.1', '::1'] : [open.address]
  const listening = await listen({ addresses, port, more: morePorts, makeServer })
  const names = open === undefined ? ['127.0.0.1', 'localhost', '[::1]'] : open.names
  const hosts = names.flatMap((name) => [`${name}:${listening.port}`, ...(listening.port === 80 ? [name] : [])])
  place = { hosts: new Set(hosts.map((name) => name.toLowerCase())), cookie: `ses_dashboard_${listening.port}` }
  const origin = `http://${names[0]}:${listening.port}/`
  const stopWatching = watchStore(services.store, watchMs, async () => {
    try {
      const changed = await keeper.refresh()
      if (changed.length > 0) {
        const { byFolder } = await keeper.book()
        const names = changed.flatMap((folder) => [...new Set([folder, byFolder.get(folder)?.listed.id ?? folder])])
        hub.publish({ type: 'sessions', sessions: names.length > MAX_NAMED ? [] : names })
        await checkBudgets()
      }
    } catch (error) {
      services.onError('sessions', error)
    }
  })
  // Read before the first page asks.
  keeper.book().catch((error: unknown) => services.onError('sessions', error))
  const timer = setInterval(() => void checkBudgets(), budgetMs)
  timer.unref()
  void checkBudgets()
  return {
    port: listening.port,
    addresses: listening.addresses,
    origin,
    url: `${origin}?token=${credentials.token}`,
    onceUrl: () => `${origin}?token=${credentials.once()}`,
    close: async () => {
      clearInterval(timer)
      stopWatching()
      hub.close()
      const closed = listening.servers.map((server) => new Promise<void>((done) => server.close(() => done())))
      for (const server of listening.servers) server.closeAllConnections()
      await Promise.all(closed)
    },
  }
}
