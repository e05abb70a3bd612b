import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ignoreLogs } from '@ses/capture'
import { installPlaces } from '../../enable/install-places.ts'
import { isTracked } from '../../is-tracked.ts'
import type { Check, Problem } from '../check.ts'

/** Whether the store can get into commits. */
export const ignored: Check = {
  id: 'ignored',
  title: 'git leaves the sessions out',
  inspect: async (context) => {
    const { places, host } = context
    if (!existsSync(places.logs) || !existsSync(join(places.project, '.git'))) return []
    const problems: Problem[] = []
    if (isTracked(places.logs, places.project, host.env)) {
      problems.push({
        severity: 'problem',
        title: `git keeps files of ${places.logs}`,
        cause: 'They were added before the folder was in .gitignore, or with `git add --force`.',
        fix: `\`git rm -r --cached ${places.logs}\` and a commit; sessions are masked, and still not for everybody`,
      })
    }
    const change = await ignoreLogs(installPlaces(context), { dryRun: true })
    if (change === undefined || change.action === 'unchanged') return problems
    // Another file than the project's may say it: .git/info/exclude, or the user's own.
    const options = { cwd: places.project, env: { ...host.env }, timeout: 10_000, stdio: 'ignore' } as const
    const { status } = spawnSync('git', ['check-ignore', '-q', '--', join(places.logs, 'x')], options)
    if (status === 0) return problems
    return [
      ...problems,
      {
        severity: 'problem',
        title: `${places.logs} is not in .gitignore`,
        cause: 'The line was taken out, or sessions were imported before `ses enable`.',
        fix: '`ses doctor --fix` adds it',
        repair: () => ignoreLogs(installPlaces(context)),
      },
    ]
  },
}
