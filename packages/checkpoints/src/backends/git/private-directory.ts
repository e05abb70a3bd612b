import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BackendPlace } from '../../backend.ts'
import type { Environment } from '../../environment.ts'
import { gitEnvironment, runGit } from './run-git.ts'

/** A git directory of our own over the objects of the repository. */
export interface PrivateDirectory {
  readonly path: string
  readonly env: Environment
  /** Changes when what is ignored from outside the work tree does. */
  readonly excludes: string
  /** Refs and new objects are files that may be written without git: ids are SHA-1, refs are files, rights are the user's own. */
  readonly plain: boolean
}

/**
 * No conversion: a snapshot holds the bytes of the files as they are, and no filter of the repository runs. This file wins over every
 * `.gitattributes`.
 */
const ATTRIBUTES = '* -text -crlf !eol !filter -ident !working-tree-encoding\n'

/**
 * Makes `.git/ses/repo`: commands that look at the work tree run with it as `GIT_DIR`, so that hooks, filters, file system monitors and
 * aliases of the repository's config do not exist for them. Of that config only these facts are carried over.
 */
export async function preparePrivateDirectory({
  repository,
  env,
}: Pick<BackendPlace, 'repository' | 'env'>): Promise<PrivateDirectory> {
  const path = join(repository.privateDir, 'repo')
  mkdirSync(join(path, 'info'), { recursive: true, mode: 0o700 })
  mkdirSync(join(path, 'refs'), { recursive: true, mode: 0o700 })
  const environment = gitEnvironment(env)
  const facts = await factsOf(path, { repository, env }, environment)
  const excluded = readIfAny(join(repository.commonDir, 'info/exclude'))
  keep(join(path, 'HEAD'), 'ref: refs/heads/none\n')
  keep(join(path, 'config'), configOf(facts))
  keep(join(path, 'info/attributes'), ATTRIBUTES)
  keep(join(path, 'info/exclude'), `${excluded}\n/.ses-logs/\n`)
  const userWide =
    facts.excludesFile ?? join(env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '/', '.config'), 'git/ignore')
  return {
    path,
    env: {
      ...environment,
      GIT_DIR: path,
      GIT_WORK_TREE: repository.workTree,
      GIT_OBJECT_DIRECTORY: join(repository.commonDir, 'objects'),
    },
    excludes: JSON.stringify([excluded, userWide, readIfAny(userWide)]),
    plain: facts.objectFormat === undefined && !facts.special,
  }
}

interface Facts {
  readonly excludesFile?: string
  readonly objectFormat?: string
  /** Refs are no files, or rights are shared: git itself must write. */
  readonly special: boolean
  readonly others: Readonly<Record<string, string>>
}

/** What was read of the configs, and the state of their files then. */
interface KeptFacts {
  readonly facts: Facts
  readonly files: Readonly<Record<string, string>>
  readonly env: string
}

const CARRIED = ['core.ignorecase', 'core.precomposeunicode', 'core.sharedrepository']

/** Reads the configs of user and repository, which decide what is ignored; not again while none of their files has changed. */
async function factsOf(
  folder: string,
  { repository, env }: Pick<BackendPlace, 'repository' | 'env'>,
  git: Environment,
): Promise<Facts> {
  const path = join(folder, 'facts.json')
  const reading = {
    ...git,
    GIT_CONFIG_GLOBAL: env['GIT_CONFIG_GLOBAL'],
    GIT_CONFIG_NOSYSTEM: env['GIT_CONFIG_NOSYSTEM'],
  }
  const asked = JSON.stringify([
    env['HOME'],
    env['XDG_CONFIG_HOME'],
    reading.GIT_CONFIG_GLOBAL,
    reading.GIT_CONFIG_NOSYSTEM,
  ])
  const kept = parseKept(readIfAny(path))
  if (kept?.env === asked && Object.entries(kept.files).every(([file, stamp]) => stampOf(file) === stamp)) {
    return kept.facts
  }
  const args = [`--git-dir=${repository.gitDir}`, 'config', '-z', '--show-origin', '--list']
  const { stdout } = await runGit(args, { cwd: repository.gitDir, env: reading, answers: [1, 128] })
  const fields = stdout.toString('utf8').split('\0')
  const values: Record<string, string> = {}
  const home = env['HOME'] ?? '/'
  const files = new Set([
    join(repository.commonDir, 'config'),
    join(repository.gitDir, 'config.worktree'),
    join(home, '.gitconfig'),
    join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'git/config'),
    '/etc/gitconfig',
  ])
  for (let at = 0; at + 1 < fields.length; at += 2) {
    files.add(resolve(repository.gitDir, (fields[at] ?? '').replace(/^file:/, '')))
    const [key = '', ...value] = (fields[at + 1] ?? '').split('\n')
    values[key] = value.join('\n')
  }
  const { 'core.excludesfile': excludes, 'extensions.objectformat': objectFormat } = values
  const facts: Facts = {
    ...(excludes === undefined ? {} : { excludesFile: excludes.replace(/^~(?=\/)/, home) }),
    ...(objectFormat === undefined || objectFormat === 'sha1' ? {} : { objectFormat }),
    special: 'extensions.refstorage' in values || 'core.sharedrepository' in values,
    others: Object.fromEntries(CARRIED.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]]))),
  }
  const stamps = Object.fromEntries([...files].map((file) => [file, stampOf(file)]))
  keep(path, JSON.stringify({ facts, files: stamps, env: asked } satisfies KeptFacts))
  return facts
}

function parseKept(text: string): KeptFacts | undefined {
  try {
    return JSON.parse(text) as KeptFacts
  } catch {
    return undefined
  }
}

function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stat === undefined ? '' : `${stat.mtimeNs} ${stat.size} ${stat.ino}`
}

function configOf({ excludesFile, objectFormat, others }: Facts): string {
  const lines = [
    '[core]',
    `repositoryformatversion = ${objectFormat === undefined ? 0 : 1}`,
    'bare = false',
    // Modes and links are taken as they are on the disk, whatever the repository ignores of them.
    'fileMode = true',
    'symlinks = true',
    'autocrlf = false',
    'safecrlf = false',
    'fsmonitor = false',
    'logAllRefUpdates = false',
    ...(excludesFile === undefined ? [] : [`excludesFile = ${quoted(excludesFile)}`]),
    ...Object.entries(others).map(([key, value]) => `${key.slice('core.'.length)} = ${quoted(value)}`),
    ...(objectFormat === undefined ? [] : ['[extensions]', `objectFormat = ${quoted(objectFormat)}`]),
    // Looking into a submodule would run git there, under its config.
    '[diff]',
    'ignoreSubmodules = dirty',
    '[advice]',
    'addEmbeddedRepo = false',
    '[gc]',
    'auto = 0',
    '[maintenance]',
    'auto = false',
  ]
  return `${lines.join('\n')}\n`
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`
}

/** Writes a file only when it says something else, so that its time tells when it changed. */
function keep(path: string, content: string): void {
  if (readIfAny(path) === content) return
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  writeFileSync(temporary, content, { mode: 0o600 })
  renameSync(temporary, path)
}

function readIfAny(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
