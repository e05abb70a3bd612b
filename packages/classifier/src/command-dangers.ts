import { parseShell } from '@ses/model'

/** A cheap look before the shell reader: most commands hold none of these words. */
const SUSPECT =
  /\brm\b[^\n]{0,40} -|\bpush\b|--(?:hard|no-verify)\b|\b(?:git|-\S+) clean\b|\bcheckout\b[^\n]{0,40}--|\bfilter-(?:branch|repo)\b|\bbranch\b[^\n]{0,20} -D|\bstash (?:drop|clear)|\bcommit\b[^\n]{0,80} -\w*n|\b(?:drop|truncate|delete)\b|dropDatabase|\bchmod\b|\bof=|\bmkfs|\bdestroy\b|-auto-approve|\bprune\b|\bvolume rm\b|(?:curl|wget)\b[^\n|]{0,400}\||\bpublish\b|skip-permissions|--yolo|bypass-approvals/i

const TEMPORARY =
  /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)(?:\/|$)|^\$\{?(?:TMPDIR|TEMP|TMP|tmp\w*|TEST\w*)|^\$\(mktemp/
/** Directories that a build makes again. */
const REBUILT =
  /(?:^|\/)(?:node_modules|dist|build|out|target|coverage|\.next|\.nuxt|\.turbo|\.cache|__pycache__|\.pytest_cache|\.venv|venv|tmp|temp|\.tmp|bin|obj)\/?\*?$/

/** Something in a command that destroys work or cannot be taken back. */
interface Danger {
  /** 0–100. */
  readonly points: number
  readonly name: string
}

/** Looks up what is dangerous in a command. */
export type DangerReader = (command: string) => readonly Danger[]

/** A reader that looks at each different command once. */
export function dangerReader(): DangerReader {
  const known = new Map<string, readonly Danger[]>()
  return (command) => {
    const read = known.get(command)
    if (read !== undefined) return read
    const dangers = SUSPECT.test(command) ? dangersOf(command) : NONE
    known.set(command, dangers)
    return dangers
  }
}

const NONE: readonly Danger[] = []

function dangersOf(text: string): Danger[] {
  const dangers: Danger[] = []
  const parts = parseShell(text)
  for (const [index, part] of parts.entries()) {
    const danger = dangerOf(part.words)
    if (danger !== undefined) dangers.push(danger)
    const next = parts[index + 1]
    if (
      part.next === '|' &&
      /^(?:curl|wget)$/.test(part.words[0] ?? '') &&
      /^(?:ba|z|da|k)?sh$|^python3?$|^node$/.test(next?.words[0] ?? '')
    ) {
      dangers.push({ points: 35, name: 'download piped to a shell' })
    }
    // A statement handed to a database client, in quotes or a here-document; the same words in an echo or grep are data.
    if (
      /^(?:psql|mysql|mariadb|sqlite3|sqlcmd|clickhouse-client|bq|duckdb|cockroach|mongosh)$/.test(part.words[0] ?? '')
    ) {
      const sql = [...part.words.slice(1), ...part.heredocs].join(' ').slice(0, 20_000)
      if (/\b(?:drop\s+(?:table|database|schema)|truncate\s+(?:table\s+)?\w|dropDatabase)\b/i.test(sql))
        dangers.push({ points: 40, name: 'DROP or TRUNCATE on a database' })
      else if (/\bdelete\s+from\s+[\w."]+\s*(?:;|$)/i.test(sql))
        dangers.push({ points: 40, name: 'DELETE without WHERE on a database' })
    }
  }
  return dangers
}

function dangerOf(words: readonly string[]): Danger | undefined {
  const [program = '', ...rest] = words
  const name = program.slice(program.lastIndexOf('/') + 1)
  const options = rest.filter((word) => word.startsWith('-'))
  const plain = rest.filter((word) => !word.startsWith('-'))
  const has = (pattern: RegExp): boolean => options.some((option) => pattern.test(option))
  if (
    rest.includes('--dangerously-skip-permissions') ||
    rest.includes('--yolo') ||
    rest.includes('--dangerously-bypass-approvals-and-sandbox')
  ) {
    return { points: 30, name: 'agent started without permission checks' }
  }
  switch (name) {
    case 'git':
      return gitDanger(rest, has)
    case 'rm': {
      if (!has(/^-\w*r|^--recursive|^-\w*R/)) return undefined
      const targets = plain.filter((path) => !TEMPORARY.test(path) && !REBUILT.test(path))
      if (targets.length === 0) return undefined
      return targets.some((path) => /^(?:\/|~\/?|\$HOME\/?|\.|\.\.|\*|\/\*|\.\/\*|\.git\/?)$/.test(path))
        ? { points: 60, name: 'rm -r of a root, home or whole work tree' }
        : { points: 16, name: 'rm -r of directories' }
    }
    case 'chmod':
      return plain[0] === '777' || plain[0] === '0777' || plain[0] === 'a+rwx'
        ? { points: 22, name: 'chmod 777' }
        : undefined
    case 'dd':
      return rest.some((word) => /^of=\/dev\/(?!null)/.test(word)) ? { points: 60, name: 'dd to a device' } : undefined
    case 'terraform':
    case 'tofu':
      return rest[0] === 'destroy' || rest.includes('-auto-approve')
        ? { points: 50, name: 'terraform destroy or unattended apply' }
        : undefined
    case 'kubectl':
      return rest[0] === 'delete' ? { points: 40, name: 'kubectl delete' } : undefined
    case 'docker':
    case 'podman':
      return plain.includes('prune') || (plain[0] === 'volume' && plain[1] === 'rm')
        ? { points: 22, name: 'container data removed' }
        : undefined
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'cargo':
    case 'twine':
    case 'gem':
      return plain[0] === 'publish' && !has(/^--dry-run/) ? { points: 35, name: 'a package was published' } : undefined
    default:
      return /^mkfs/.test(name) ? { points: 60, name: 'mkfs' } : undefined
  }
}

function gitDanger(rest: readonly string[], has: (pattern: RegExp) => boolean): Danger | undefined {
  const verb = rest.find((word, index) => !word.startsWith('-') && rest[index - 1] !== '-C' && rest[index - 1] !== '-c')
  if (verb === 'push') {
    if (has(/^--force-with-lease/)) return { points: 26, name: 'force push with lease' }
    if (has(/^(?:--force|-\w*f\w*|--mirror|--delete)$/) || rest.some((word) => /^\+\w/.test(word)))
      return { points: 45, name: 'force push' }
    return rest.some((word) => /^(?:main|master)$|:(?:main|master)$/.test(word))
      ? { points: 12, name: 'push to the main branch' }
      : undefined
  }
  if (verb === 'reset' && has(/^--hard$/)) return { points: 28, name: 'git reset --hard' }
  if (verb === 'clean' && has(/^-\w*f/)) return { points: 28, name: 'git clean -f' }
  if (verb === 'checkout' && rest.includes('--') && rest.includes('.')) return { points: 24, name: 'git checkout -- .' }
  if (verb === 'filter-branch' || verb === 'filter-repo') return { points: 45, name: 'history rewritten' }
  if (verb === 'branch' && has(/^-D$/)) return { points: 14, name: 'git branch -D' }
  if (verb === 'stash' && (rest.includes('drop') || rest.includes('clear')))
    return { points: 16, name: 'stash dropped' }
  if (verb === 'commit' && has(/^(?:--no-verify|-\w*n\w*)$/) && !has(/^--dry-run$/))
    return { points: 18, name: 'commit hooks skipped' }
  return undefined
}
