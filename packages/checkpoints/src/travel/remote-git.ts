import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import { type GitOutput, gitEnvironment, runGit } from '../backends/git/run-git.ts'
import { runGitIn } from '../backends/git/run-git-in.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'

/** A remote that git can be sent to. */
export interface Remote {
  readonly name: string
  readonly fetchUrl: string
  readonly pushUrl: string
}

/** What a user's git asks of the environment to reach a host. */
const KEPT =
  /^(?:SSH_AUTH_SOCK|SSH_AGENT_PID|SSH_ASKPASS|DISPLAY|GIT_SSH|GIT_SSH_COMMAND|GIT_SSH_VARIANT|GIT_ASKPASS|GIT_CONFIG_GLOBAL|GIT_CONFIG_NOSYSTEM|GIT_TERMINAL_PROMPT|USER|LOGNAME|(?:https?|no|all)_proxy|(?:HTTPS?|NO|ALL)_PROXY)$/

/** Settings of a repository that say how a host is reached and start no program. */
const CARRIED =
  /^(?:http\.(?:.*\.)?(?:extraheader|proxy|sslcainfo|sslcapath|sslverify|useragent)|url\..*\.(?:push)?insteadof)$/

/** Finds a remote of the repository; default: the one of the current branch, `origin`, or the only one. Throws `not_found`. */
export async function findRemote(shadow: Shadow, env: Environment, wanted?: string): Promise<Remote> {
  if (shadow.backend.id !== 'git') throw new SesError('external', 'reaching a remote needs the git program')
  const config = await readConfig(shadow, env)
  const names = [...config.keys()].flatMap((key) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? [])
  const name = wanted ?? (await usualRemote(shadow, config, names))
  if (name === undefined) {
    const known = names.length === 0 ? 'the repository has no remote' : `which remote? There are ${names.join(', ')}`
    throw new SesError('usage', `${known}; \`git remote add origin <url>\` adds one`)
  }
  const url = config.get(`remote.${name}.url`)
  if (url === undefined) throw new SesError('not_found', `remote ${JSON.stringify(name)}`, { data: { remote: name } })
  const fetchUrl = url[0] ?? ''
  return { name, fetchUrl, pushUrl: config.get(`remote.${name}.pushurl`)?.[0] ?? fetchUrl }
}

async function usualRemote(
  { repository }: Shadow,
  config: ReadonlyMap<string, readonly string[]>,
  names: readonly string[],
): Promise<string | undefined> {
  const branch = /^ref: refs\/heads\/(.+)$/.exec(readFileSync(join(repository.gitDir, 'HEAD'), 'utf8').trim())?.[1]
  const own = config.get(`branch.${branch}.remote`)?.[0]
  if (own !== undefined && names.includes(own)) return own
  if (names.includes('origin')) return 'origin'
  return names.length === 1 ? names[0] : undefined
}

/** The repository's own settings: not those of user and system, which git reads anyway. */
async function readConfig({ repository }: Shadow, env: Environment): Promise<Map<string, readonly string[]>> {
  const { stdout } = await runGitIn(repository, env, ['config', '--local', '--includes', '-z', '--list'], [1, 128])
  const found = new Map<string, readonly string[]>()
  for (const field of stdout.toString('utf8').split('\0')) {
    const cut = field.indexOf('\n')
    if (cut === -1) continue
    const key = field.slice(0, cut)
    found.set(key, [...(found.get(key) ?? []), field.slice(cut + 1)])
  }
  return found
}

/**
 * Runs git towards a host in a git directory of our own over the objects of the repository: its hooks, helpers, commands and filters do not
 * exist there. The user's own settings count, credential helpers and ssh among them: this is what was asked for.
 */
export async function runRemoteGit(
  shadow: Shadow,
  env: Environment,
  args: readonly string[],
  answers: readonly number[] = [],
): Promise<GitOutput> {
  const { repository } = shadow
  const path = join(repository.commonDir, 'ses/travel')
  const config = await readConfig(shadow, env)
  mkdirSync(join(path, 'refs'), { recursive: true, mode: 0o700 })
  mkdirSync(join(path, 'objects'), { recursive: true, mode: 0o700 })
  const format = config.get('extensions.objectformat')?.at(-1)
  const isOther = format !== undefined && /^[a-z0-9]+$/.test(format) && format !== 'sha1'
  keep(join(path, 'HEAD'), 'ref: refs/heads/none\n')
  keep(
    join(path, 'config'),
    `[core]\nrepositoryformatversion = ${isOther ? 1 : 0}\nbare = true\n${isOther ? `[extensions]\nobjectFormat = ${format}\n` : ''}`,
  )
  const {
    GIT_CONFIG_NOSYSTEM: _system,
    GIT_CONFIG_GLOBAL: _user,
    GIT_ASKPASS: _git,
    SSH_ASKPASS: _ssh,
    ...safe
  } = gitEnvironment(env)
  const carried = [...config].flatMap(([key, values]) =>
    CARRIED.test(key) ? values.map((value) => [key, value] as const) : [],
  )
  const settings = [...carried, ...OVERRULED]
  const shallow = join(repository.commonDir, 'shallow')
  return runGit(args, {
    cwd: path,
    answers,
    env: {
      ...safe,
      ...Object.fromEntries(Object.entries(env).filter(([name]) => KEPT.test(name))),
      GIT_DIR: path,
      GIT_OBJECT_DIRECTORY: join(repository.commonDir, 'objects'),
      ...(existsSync(shallow) ? { GIT_SHALLOW_FILE: shallow } : {}),
      GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
      // Nobody is there to answer: a helper or an agent of keys does, or it fails.
      GIT_TERMINAL_PROMPT: env['GIT_TERMINAL_PROMPT'] ?? '0',
      GIT_CONFIG_COUNT: String(settings.length),
      ...Object.fromEntries(
        settings.flatMap(([key, value], at) => [
          [`GIT_CONFIG_KEY_${at}`, key],
          [`GIT_CONFIG_VALUE_${at}`, value],
        ]),
      ),
    },
  })
}

const OVERRULED: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.writeCommitGraph', 'false'],
  ['fetch.fsckObjects', 'true'],
  ['push.gpgSign', 'false'],
  ['push.followTags', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['fetch.recurseSubmodules', 'no'],
  ['submodule.recurse', 'false'],
]

function keep(path: string, content: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  writeFileSync(temporary, content, { mode: 0o600 })
  renameSync(temporary, path)
}
