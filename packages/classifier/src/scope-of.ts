import type { Session } from '@ses/model'
import { type Changes, changesOfFacts } from './changes-of.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'

/** Names of the parts of the project a session worked on, the most changed first, at most 5; empty when nothing was changed. */
export function scopeOf(session: Session): string[] {
  const facts = factsOf(session)
  return scopeOfFacts(facts, changesOfFacts(facts))
}

const MAX_SCOPES = 5
/** Directories that say how a project is laid out, not what a part is about. */
const LAYOUT = new Set(
  'src source sources lib libs app apps application packages package pkg pkgs internal cmd modules module crates projects components main java kotlin scala python js ts com org io net github test tests integration_test integration_tests unit e2e_test __tests__ spec specs e2e testdata fixtures __fixtures__ mocks __mocks__ web server client frontend backend public static assets include core common shared . ..'.split(
    ' ',
  ),
)

/** As `scopeOf`, from facts and changes already gathered. */
export function scopeOfFacts(facts: SessionFacts, changes: Changes): string[] {
  const weights = new Map<string, number>()
  const add = (name: string, weight: number): void => {
    if (name !== '') weights.set(name, (weights.get(name) ?? 0) + weight)
  }
  for (const { call } of facts.calls) {
    for (const commit of call.commits ?? []) {
      const scope = /^[a-z]+\(([\w./-]{1,40})\)!?:/i.exec(commit.subject ?? '')?.[1]
      if (scope !== undefined) add(scope.toLowerCase(), 2)
    }
  }
  const prefix = commonDirectories(
    changes.files.filter((file) => file.category === 'source' || file.category === 'test').map((file) => file.path),
  )
  for (const file of changes.files) {
    if (file.category === 'docs') add('docs', 0.9)
    else if (file.category === 'ci') add('ci', 0.9)
    else if (file.category === 'dependency') add('dependencies', 0.5)
    else if (file.category === 'generated' || file.category === 'asset') add('', 0)
    else add(partOf(file.path, prefix), 1)
  }
  return [...weights]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_SCOPES)
    .map(([name]) => name)
}

/** The first telling directory below the common ones, else the file's own name; `src/auth.ts` is `auth`. */
function partOf(path: string, prefix: readonly string[]): string {
  // Of a path outside the project only its end says what it is about.
  const outside = /^(?:\/|~|[a-z]:|\.\.\/)/i.test(path)
  const parts = path
    .split('/')
    .filter((part) => part !== '' && part !== '..')
    .slice(outside ? -2 : 0)
  const below = prefix.every((part, index) => parts[index] === part) ? parts.slice(prefix.length) : parts
  const directory = below.slice(0, -1).find((part) => !LAYOUT.has(part.toLowerCase()))
  if (directory !== undefined) return directory.toLowerCase().replace(/^[.@]/, '')
  const name = (below.at(-1) ?? '').toLowerCase()
  const stem = name
    .replace(/^\./, '')
    .replace(/\..*$/, '')
    .replace(/^tests?[_-]|[_-](?:tests?|spec)$/g, '')
  if (stem !== '' && !/^(?:index|main|mod|__init__|lib)$/.test(stem)) return stem
  const parent = parts.slice(0, -1).findLast((part) => !LAYOUT.has(part.toLowerCase()))
  return parent?.toLowerCase() ?? stem
}

function commonDirectories(paths: readonly string[]): string[] {
  const [first, ...rest] = paths
  if (first === undefined || rest.length === 0) return []
  let common = first.split('/').slice(0, -1)
  for (const path of rest) {
    const parts = path.split('/').slice(0, -1)
    const until = common.findIndex((part, index) => parts[index] !== part)
    if (until >= 0) common = common.slice(0, until)
  }
  return common
}
