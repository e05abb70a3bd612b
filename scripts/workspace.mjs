import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const bin = join(root, 'node_modules', '.bin')
const stamps = join(root, 'node_modules', '.ses')
const windows = process.platform === 'win32'

/** Folders whose content never changes what is built. */
const notBuilt = new Set(['node_modules', 'dist', 'fixtures', '.turbo'])

/**
 * Runs a tool of the workspace and returns its exit code. Our own bin folder is put in front as an absolute path: turbo starts pnpm from
 * inside each package, where the relative `./node_modules/.bin` that `pnpm run` offers leads nowhere.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, cwd?: string, env?: Record<string, string> }} [options] `quiet` sends the tool's output to stderr; default false
 */
export function run(command, args, { quiet = false, cwd = root, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    shell: windows,
    stdio: quiet ? ['ignore', 2, 2] : ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PATH: bin + delimiter + (process.env['PATH'] ?? ''),
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      ...env,
    },
  })
  if (result.error) process.stderr.write(`${command}: ${result.error.message}\n`)
  return result.status ?? 1
}

/** Installs the locked dependencies, unless lockfile and manifests are those of the last install. Needs npm, not pnpm. */
export function install() {
  const manifests = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...packageFolders().map((f) => `${f}/package.json`),
  ]
  const wanted = hash(manifests.map((file) => `${file}\n${readFileSync(join(root, file), 'utf8')}`))
  if (existsSync(bin) && readStamp('install') === wanted) return
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devEngines.packageManager
  note('installing dependencies')
  const args = ['-y', `${name}@${version}`, 'install', '--frozen-lockfile', '--loglevel=warn', '--reporter=append-only']
  // npx warns that npm is not the declared package manager; true, and the reason for this line.
  stopUnless(
    run('npx', args, { quiet: true, env: { npm_config_loglevel: 'error' } }),
    'the dependencies could not be installed',
  )
  writeStamp('install', wanted)
}

/**
 * Builds one package with all it depends on, or everything, unless its sources are those of the last build.
 * @param {string} [name] default: all packages
 */
export function build(name) {
  const stamp = `build${name ? `-${name.replaceAll(/\W+/g, '-')}` : ''}`
  const last = readStamp(stamp)?.split('\n') ?? []
  const wanted = hash(sourceStates())
  if (last[0] === wanted && last.slice(1).every((folder) => existsSync(join(root, folder)))) return
  note('building')
  const filter = name ? [`--filter=${name}`] : []
  const args = ['run', 'build', ...filter, '--output-logs=errors-only', '--log-prefix=task']
  stopUnless(run('turbo', args, { quiet: true }), 'the build failed')
  const built = packageFolders().map((folder) => `${folder}/dist`)
  writeStamp(stamp, [wanted, ...built.filter((folder) => existsSync(join(root, folder)))].join('\n'))
}

/** Folders of all packages and apps, relative to the root. */
function packageFolders() {
  return ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .filter((name) => existsSync(join(root, parent, name, 'package.json')))
      .map((name) => `${parent}/${name}`),
  )
}

/** One line per file that a build reads, with size and time; reading the content too would triple the start time of `npm run ses`. */
function sourceStates() {
  const states = ['tsconfig.base.json', 'turbo.json', 'pnpm-lock.yaml'].map(state)
  /** @param {string} folder */
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!notBuilt.has(entry.name)) visit(path)
      } else if (!/\.(test\.ts|md)$/.test(entry.name)) states.push(state(path))
    }
  }
  for (const folder of packageFolders()) visit(folder)
  return states
}

/** @param {string} path */
function state(path) {
  const { size, mtimeMs } = statSync(join(root, path))
  return `${path} ${size} ${mtimeMs}`
}

/** @param {readonly string[]} parts */
function hash(parts) {
  const sum = createHash('sha256').update(process.version)
  for (const part of parts) sum.update(part).update('\0')
  return sum.digest('hex')
}

/** @param {string} name */
function readStamp(name) {
  const path = join(stamps, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** @param {string} name @param {string} content */
function writeStamp(name, content) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), content)
}

/** @param {string} text */
function note(text) {
  process.stderr.write(`ses: ${text} …\n`)
}

/** @param {number} status @param {string} what */
function stopUnless(status, what) {
  if (status === 0) return
  process.stderr.write(`ses: ${what}\n  fix: read the lines above\n`)
  process.exit(70)
}
