import { registerProject } from '@ses/store'
import type { Context } from '../context.ts'

/** Notes this project for `ses today`. What cannot be noted is told to nobody but `SES_LOG`. */
export async function noteProject({ places, host, debug }: Context): Promise<void> {
  try {
    await registerProject(places.user, { path: places.project, logs: places.logs }, host.now())
  } catch (error) {
    debug('project not noted', { error: String(error) })
  }
}
