import type { ReviewRule, RuleHit } from '../review-rule.ts'
import type { ReviewView, ViewedFile } from '../review-view.ts'

/** A manifest and its lock file that part ways, and dependencies that come from elsewhere. */
export const dependencyLock: ReviewRule = {
  id: 'dependency_lock',
  title: 'Manifest and lock file disagree',
  description:
    'Dependencies of a manifest changed and the lock file of the project did not, or the other way round; and dependencies fetched from a URL or that run a script when installed.',
  category: 'bug',
  severity: 'medium',
  recommendation: 'Install once more and commit both files.',
  confidence: 0.8,
  check(view) {
    return view.files.flatMap((file) => [...withoutLock(file, view), ...fromElsewhere(file)])
  },
}

interface Ecosystem {
  readonly manifest: RegExp
  readonly locks: readonly string[]
}

const ECOSYSTEMS: readonly Ecosystem[] = [
  {
    manifest: /^package\.json$/,
    locks: ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', 'npm-shrinkwrap.json'],
  },
  { manifest: /^cargo\.toml$/i, locks: ['Cargo.lock'] },
  { manifest: /^go\.mod$/, locks: ['go.sum'] },
  { manifest: /^pyproject\.toml$/, locks: ['uv.lock', 'poetry.lock', 'pdm.lock'] },
  { manifest: /^pipfile$/i, locks: ['Pipfile.lock'] },
  { manifest: /^gemfile$/i, locks: ['Gemfile.lock'] },
  { manifest: /^composer\.json$/, locks: ['composer.lock'] },
  { manifest: /^pubspec\.yaml$/, locks: ['pubspec.lock'] },
]

/** A line that names a package with a version, in any of these formats. */
const DEPENDENCY: Readonly<Record<string, RegExp>> = {
  'package.json':
    /^\s*"(?:@[\w.-]+\/)?[\w.-]+"\s*:\s*"(?:[~^<>=v]*\d|npm:|git|https?:|github:|latest|\*|\d|next)[^"]*"\s*,?\s*$/,
  'cargo.toml': /^\s*[\w-]+(?:\.version)?\s*=\s*(?:"[~^=<>]*\d|\{.*(?:version|git)\s*=)/i,
  'go.mod': /^\s*(?:require\s+)?[\w.-]+\.[\w.-]+\/\S+\s+v\d/,
  'pyproject.toml': /^\s*"[\w.[\]-]+\s*(?:[<>=~!]=?|@)|^\s*[\w-]+\s*=\s*"[~^=<>]+\d/,
  pipfile: /^\s*[\w-]+\s*=\s*"/,
  gemfile: /^\s*gem\s/,
  'composer.json': /^\s*"[\w.-]+\/[\w.-]+"\s*:/,
  'pubspec.yaml': /^\s+[\w]+:\s*\^?\d/,
}

/** Keys of a package.json that look like packages with versions and are none. */
const NO_PACKAGE = /^\s*"(?:version|node|npm|pnpm|yarn|vscode|packageManager|main|name|\$schema|schemaVersion|target)"/

function withoutLock(file: ViewedFile, view: ReviewView): RuleHit[] {
  const name = nameOf(file.path)
  const ecosystem = ECOSYSTEMS.find(({ manifest }) => manifest.test(name))
  const shape = DEPENDENCY[name.toLowerCase()]
  if (ecosystem === undefined || shape === undefined || file.diff.status === 'deleted') return []
  const changed = file.added.filter(
    ({ text }) => shape.test(text) && !NO_PACKAGE.test(text) && !/"(?:workspace|link|file|catalog):/.test(text),
  )
  const [first] = changed
  if (first === undefined) return []
  const folders = foldersAbove(file.path)
  const isLock = (path: string): boolean =>
    ecosystem.locks.includes(nameOf(path)) && folders.includes(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  if (view.files.some(({ path }) => isLock(path))) return []
  // Without the list of files it cannot be known whether the project keeps a lock file; installing in the session writes it unseen.
  const known = view.repositoryFiles
  if (known === undefined || ![...known].some(isLock)) return []
  const lock = [...known].find(isLock) ?? ''
  return [
    {
      message: `${file.path} names ${changed.length === 1 ? 'a dependency' : `${changed.length} dependencies`} anew, and ${lock} did not change.`,
      file,
      line: first.line,
    },
  ]
}

function fromElsewhere(file: ViewedFile): RuleHit[] {
  if (nameOf(file.path) !== 'package.json') return []
  return file.added.flatMap(({ line, text }): RuleHit[] => {
    if (/^\s*"(?:pre|post)?install"\s*:/.test(text) && !file.removed.has(text.trim())) {
      return [
        {
          title: 'A script runs at installation',
          message: 'Whoever installs this package runs it.',
          file,
          line,
          category: 'security',
          recommendation: 'Check what it runs, and whether it must run at installation.',
        },
      ]
    }
    if (/:\s*"(?:git\+|git:|https?:|github:)/.test(text) && DEPENDENCY['package.json']?.test(text) === true) {
      return [
        {
          title: 'A dependency from outside the registry',
          message: 'It is fetched from a place where its content may change.',
          file,
          line,
          category: 'security',
          recommendation: 'Take it from the registry, or pin it to a commit.',
        },
      ]
    }
    return []
  })
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** `a/b/package.json` → `a/b`, `a` and the root. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return [...parts.map((_, index) => parts.slice(0, index + 1).join('/')), '']
}
