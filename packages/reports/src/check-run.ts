import type { CheckKind, Session, ToolCallEvent } from '@ses/model'
import { type CommandPart, commandParts } from './command-part.ts'
import { eventsInOrder } from './events-in-order.ts'

/** One run of a test, build, lint, type-check or format command. */
export interface CheckRun {
  readonly kind: CheckKind
  /** As it can be typed. */
  readonly command: string
  /** Without its `cd` and assignments. */
  readonly bare: string
  /** Absent when neither exit code nor output tells. */
  readonly ok?: boolean
  readonly passed?: number
  readonly failed?: number
  /** Event id in the outermost session. */
  readonly event: string
  readonly scope: CheckScope
}

/** What a run covered. */
interface CheckScope {
  /** Tool chain: a passing run of one says nothing about another. `any` runs whatever the project has. */
  readonly family: string
  /** Program and task: `go test`, `npm run`. */
  readonly tool: string
  /** Equal for runs of the same thing: flags that only change the output are left out. */
  readonly key: string
  /** Paths it was limited to; none for the whole project. */
  readonly paths: readonly string[]
  /** Limited to tests of a name. */
  readonly filtered: boolean
}

/** All runs of a session and its sub-agents, in order. */
export function checkRuns(session: Session): CheckRun[] {
  const runs: CheckRun[] = []
  for (const { event, id } of eventsInOrder(session)) {
    if (event.type === 'tool' && event.checks !== undefined) runs.push(...runsOfCall(event, id, session.cwd))
  }
  return runs
}

/** The runs of one call; `id` names it in the outermost session, `cwd` is where commands start. */
export function runsOfCall(call: ToolCallEvent, id: string, cwd?: string): CheckRun[] {
  const parts = call.command === undefined ? [] : commandParts(call.command, cwd)
  const checks = call.checks ?? []
  const bad = checks.filter(({ ok }) => ok === false)
  return checks.map(({ kind, ok: told, passed, failed }) => {
    // One exit code stands for the whole line, and formatting before a linter that complains has hardly ever failed itself.
    const ok = kind === 'format' && bad.length > 1 ? undefined : told
    const part = parts.find((each) => each.kind === kind) ?? parts[0]
    const line = (call.command ?? call.name).replace(/\s+/g, ' ').trim()
    return {
      kind,
      command: part?.text ?? line,
      bare: part?.bare ?? line,
      ...(ok === undefined ? {} : { ok }),
      ...(passed === undefined ? {} : { passed }),
      ...(failed === undefined ? {} : { failed }),
      event: id,
      scope: part === undefined ? { family: 'any', tool: line, key: line, paths: [], filtered: false } : scopeOf(part),
    }
  })
}

/** Whether the later run shows that what the earlier one found is as the later one says. */
export function covers(later: CheckRun, earlier: CheckRun): boolean {
  if (later.kind !== earlier.kind) return false
  const [a, b] = [later.scope, earlier.scope]
  if (a.key === b.key) return true
  if (a.family !== b.family && a.family !== 'any' && b.family !== 'any') return false
  if (a.filtered) return false
  return (
    a.paths.length === 0 ||
    (b.paths.length > 0 && b.paths.every((path) => a.paths.some((over) => isWithin(path, over))))
  )
}

/** How far a run is from one of everything, which is 0; one of many paths is nearer than one of a single path. */
export function narrowness({ scope }: CheckRun): number {
  const part = scope.paths.length === 0 ? 0 : 100 - Math.min(50, scope.paths.length)
  return part + (scope.filtered ? 100 : 0)
}

const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ['js', /^(?:npm|pnpm|yarn|bun|bunx|npx|node|deno|jest|vitest|mocha|tsc|eslint|biome|turbo|nx|playwright|cypress)$/],
  ['python', /^(?:python3?|pytest|tox|nox|uv|poetry|pdm|hatch|ruff|mypy|pyright|flake8|black)$/],
  ['go', /^(?:go|gofmt|golangci-lint|gotestsum|staticcheck|goimports)$/],
  ['rust', /^(?:cargo|rustc|rustfmt)$/],
  ['jvm', /^(?:mvn|mvnw|gradle|gradlew|sbt)$/],
  ['ruby', /^(?:rspec|rake|bundle|rails|rubocop)$/],
  ['dotnet', /^(?:dotnet|msbuild)$/],
  ['php', /^(?:phpunit|composer|pest|php|artisan)$/],
]
const FILTER =
  /^(?:-run|--run|-k|-t|--grep|-g|--filter|--tests|--testNamePattern|--test-name-pattern|-Dtest|--match|--only)(?:=.*)?$/
/** The whole tree below, however it is spelled. */
const EVERYTHING = /^(?:\.|\.\/|\.\/\.\.\.|\.\.\.|--all|--workspace)$/

function scopeOf({ words }: CommandPart): CheckScope {
  const program = (words[0] ?? '').slice((words[0] ?? '').lastIndexOf('/') + 1)
  const family = FAMILIES.find(([, names]) => names.test(program))?.[0] ?? 'any'
  const kept: string[] = []
  const paths: string[] = []
  let filtered = false
  for (const [at, word] of words.entries()) {
    if (at === 0) kept.push(program)
    else if (FILTER.test(word) && !(family === 'js' && word === '--run')) {
      filtered = true
      kept.push(word, words[at + 1] ?? '')
    } else if (!word.startsWith('-') && !EVERYTHING.test(word)) {
      kept.push(word)
      if (/[/\\]|\.\w{1,5}$|::/.test(word)) paths.push(word.replace(/^\.\//, ''))
    }
  }
  const tool = kept
    .filter((word) => !paths.includes(word.replace(/^\.\//, '')))
    .slice(0, 3)
    .join(' ')
  return { family, tool, key: kept.join(' '), paths, filtered }
}

/** `src/a` lies within `src`, `./cmd/x` within `cmd/...`. */
function isWithin(path: string, over: string): boolean {
  const root = over.replace(/\/?(?:\.\.\.|\*{1,2})$/, '')
  return (
    root === '' ||
    path === root ||
    path.startsWith(root.endsWith('/') ? root : `${root}/`) ||
    path.startsWith(`${root}::`)
  )
}
