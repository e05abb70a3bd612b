import { readFileSync } from 'node:fs'
import { SesError } from '@ses/model'
import type { Config } from '@ses/schema'
import type { Context } from './context.ts'
import { isTracked } from './is-tracked.ts'
import { configFiles } from './settings.ts'

/** What a setting of the project's config would do that its author must not decide alone, by the name of the setting. */
export type FindSetting = (config: Config) => string | undefined

/**
 * Refuses a setting that says where sessions or keys are sent when it came with the repository: whoever clones one would send to its
 * author. A config that git does not track is the user's own. Throws `SesError` `unsafe`.
 */
export function refuseShippedSetting({ places, host }: Pick<Context, 'places' | 'host'>, find: FindSetting): void {
  const [file] = configFiles(places)
  const setting = find(readConfig(file))
  if (setting === undefined || !isTracked(file, places.project, host.env)) return
  throw new SesError(
    'unsafe',
    `${setting} in ${file}, which is part of the repository, says where data is sent; set it in the environment or for the user`,
    { data: { path: setting, file } },
  )
}

/** The setting behind a variable that holds what `env` of that config says; undefined when it comes from elsewhere. */
export function fromConfig({ env }: Context['host'], configured: Config['env'], name: string): string | undefined {
  const value = configured?.[name]
  return value && env[name] === value ? `env.${name}` : undefined
}

/** Raw: `loadConfig` has checked it, or will. */
function readConfig(file: string): Config {
  try {
    return (JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as Config | null) ?? {}
  } catch {
    return {}
  }
}
