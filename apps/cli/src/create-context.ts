import { openStore } from '@ses/store'
import { withConfigEnv } from './config/config-env.ts'
import type { Context } from './context.ts'
import { openDebugLog } from './debug-log.ts'
import type { Host } from './host.ts'
import { findPlaces } from './project.ts'
import { jsonText } from './terminal/json-text.ts'
import { createStyle, wantsColour } from './terminal/style.ts'
import { readVersion } from './version.ts'

/** Builds the context of one run. */
export async function createContext(outside: Host, json: boolean): Promise<Context> {
  const host = withConfigEnv(outside)
  const { stdout, stderr, env } = host
  const places = findPlaces(host)
  return {
    host,
    places,
    store: openStore(places.logs, { now: host.now }),
    json,
    style: createStyle(wantsColour(env, stdout.isTTY === true)),
    width: widthOf(host),
    version: readVersion(),
    debug: await openDebugLog(host),
    print: (lines) => void stdout.write(lines.map((line) => `${line}\n`).join('')),
    printJson: (document) => void stdout.write(`${jsonText(document)}\n`),
    note: (line) => {
      if (!json) stderr.write(`${line}\n`)
    },
  }
}

/** Columns of the terminal, else of `COLUMNS`, else 80. */
export function widthOf({ stdout, env }: Pick<Host, 'stdout' | 'env'>): number {
  const columns = stdout.columns ?? Number.parseInt(env['COLUMNS'] ?? '', 10)
  return Math.min(120, Math.max(40, columns > 0 ? columns : 80))
}
