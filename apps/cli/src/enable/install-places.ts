import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { InstallPlaces, RunningSes } from '@ses/capture'
import type { Context } from '../context.ts'

/** Where hooks are registered from this context. */
export function installPlaces({ places, host }: Pick<Context, 'places' | 'host'>): InstallPlaces {
  const { project, logs, user } = places
  return { project, logs, user, home: host.home, env: host.env, windows: process.platform === 'win32' }
}

/** The package this file is part of: `src/enable/` and the files of `dist/` lie at different depths below it. */
export function runningSes(): RunningSes {
  const root = import.meta.url.includes('/src/enable/') ? '../../' : '../'
  const at = (path: string): string => fileURLToPath(new URL(root + path, import.meta.url))
  return { node: realNode(), hook: at('dist/hook.cjs'), bin: at('dist/bin.cjs') }
}

/** Version managers put a link that is there for one shell only in the way: what it leads to stays. */
function realNode(): string {
  try {
    return realpathSync(process.execPath)
  } catch {
    return process.execPath
  }
}
