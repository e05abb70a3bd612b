import type { Host } from './host.ts'

/** Writes a structured line to stderr when `SES_LOG` asks for it. Never given transcript text. */
export type DebugLog = (event: string, facts?: Readonly<Record<string, unknown>>) => void

/** Nothing is loaded unless `SES_LOG` names a level (`debug`, `info`, …). */
export async function openDebugLog({ env, stderr }: Pick<Host, 'env' | 'stderr'>): Promise<DebugLog> {
  const level = env['SES_LOG']
  if (!level) return () => {}
  const { pino } = await import('pino')
  const known = Object.hasOwn(pino.levels.values, level) ? level : 'debug'
  const logger = pino({ level: known, base: null }, { write: (line: string) => stderr.write(line) })
  return (event, facts = {}) => logger.debug(facts, event)
}
