import type { Context } from '../context.ts'

/** The environment that git is given: what the host knows, with the home that it says is the user's. */
export function gitEnvironmentOf({ host }: Pick<Context, 'host'>): Readonly<Record<string, string | undefined>> {
  return { ...host.env, HOME: host.env['HOME'] ?? host.home }
}
