import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import { createDashboard, type Dashboard } from '@ses/server'
import type { Context } from '../context.ts'
import { finaliseDue } from '../finalise/finalise-due.ts'
import type { Input } from '../input.ts'
import { untilStopped } from '../watch/until-stopped.ts'
import { createServices } from './create-services.ts'
import { openBrowser } from './open-browser.ts'
import { openTo } from './open-to.ts'
import { pageFolder } from './page-folder.ts'

const PORT = 7433
/** Ports after it that are tried when nobody asked for a certain one. */
const MORE_PORTS = 20
/** Milliseconds between two looks for sessions that hooks told of and that are due; those at work are the sweep's, which hooks start. */
const FINALISE_MS = 30_000

/** Serves the dashboard until it is asked to end. */
export async function runDashboard(context: Context, input: Input): Promise<number> {
  const wanted = input.number('port')
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 0 && wanted <= 65_535)) {
    throw new SesError('usage', `--port ${wanted}: expected a number from 0 to 65535`)
  }
  const open = openTo(input.text('host'), input.flag('i-know'), context.host.env)
  const page = pageFolder()
  const stop = untilStopped()
  let dashboard: Dashboard | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    dashboard = await createDashboard(createServices(context, stop.signal), {
      page,
      port: wanted ?? PORT,
      morePorts: wanted === undefined ? MORE_PORTS : 0,
      ...(open === undefined ? {} : { open }),
    })
    const hasPage = existsSync(join(page, 'index.html'))
    tell(context, dashboard, { isOther: wanted === undefined && dashboard.port !== PORT, isOpen: open !== undefined })
    if (!hasPage) context.note('ses: the page is not part of this build; `npm run build` makes it')
    if (!input.flag('no-open') && !context.json) openBrowser(dashboard.onceUrl(), context)
    let busy = false
    timer = setInterval(async () => {
      if (busy) return
      busy = true
      await finaliseDue(context)
      busy = false
    }, FINALISE_MS)
    await new Promise<void>((done) => {
      if (stop.signal.aborted) done()
      else stop.signal.addEventListener('abort', () => done(), { once: true })
    })
  } finally {
    clearInterval(timer)
    await dashboard?.close()
    stop.close()
  }
  return 0
}

function tell(
  context: Context,
  { url, origin, port, addresses }: Dashboard,
  { isOther, isOpen }: { readonly isOther: boolean; readonly isOpen: boolean },
): void {
  if (context.json) {
    context.printJson({ schema_version: 1, url, port, addresses })
    return
  }
  const { style } = context
  if (isOther) context.note(`ses: port ${PORT} is taken, so this is port ${port}`)
  context.print([
    `${style.strong('Dashboard')} ${style.name(url)}`,
    style.faint('  The address lets in whoever has it. Ctrl-C ends it.'),
    ...(isOpen ? [style.warn(`  Other machines: ${origin} with the password. Nothing is encrypted.`)] : []),
  ])
}
