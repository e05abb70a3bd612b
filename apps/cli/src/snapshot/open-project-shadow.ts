import { openShadow, type Shadow } from '@ses/checkpoints'
import type { Context } from '../context.ts'

/** The repository around the current directory, or around another. Throws `not_a_repository`. */
export function openProjectShadow({ host }: Pick<Context, 'host'>, cwd: string = host.cwd): Promise<Shadow> {
  return openShadow({ cwd, env: { ...host.env, HOME: host.env['HOME'] ?? host.home }, now: host.now })
}
