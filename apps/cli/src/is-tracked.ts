import { spawnSync } from 'node:child_process'

/** Whether git keeps a file, or any file of a folder, as part of the repository. Without git, or outside of a repository, nothing is. */
export function isTracked(path: string, project: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const options = { cwd: project, env: { ...env, GIT_OPTIONAL_LOCKS: '0' }, timeout: 10_000, stdio: 'ignore' } as const
  const { status } = spawnSync(
    'git',
    ['-c', 'core.fsmonitor=false', 'ls-files', '--error-unmatch', '--', path],
    options,
  )
  return status === 0
}
