import { parseShell, type ShellCommand } from './shell-command.ts'

/** What one part of a shell line is for. */
export type CommandKind =
  | 'test'
  | 'build'
  | 'lint'
  | 'typecheck'
  | 'format'
  | 'install'
  | 'git'
  | 'run'
  | 'search'
  | 'read'
  | 'edit'
  | 'list'
  | 'network'
  | 'container'
  | 'database'
  | 'process'
  | 'other'

/** The kinds of all parts of a shell line in order, repeats left out; `cd`, `echo` and their like count for nothing. */
export function commandKinds(line: string): CommandKind[] {
  const kinds = new Set<CommandKind>()
  for (const command of parseShell(line)) {
    const kind = commandKind(command)
    if (kind !== undefined) kinds.add(kind)
  }
  return [...kinds]
}

/** Words that change nothing and tell nothing. */
const SILENT = new Set([
  'cd',
  'pushd',
  'popd',
  'echo',
  'printf',
  'true',
  'false',
  ':',
  'set',
  'export',
  'source',
  '.',
  'sleep',
  'wait',
  'exit',
  'unset',
  'fi',
  'done',
  'esac',
  'for',
  'case',
  'in',
  'return',
  'local',
  'read',
  '}',
  'test',
  '[',
  '[[',
  'pwd',
  'date',
  'clear',
])

const PROGRAMS: Readonly<Record<string, CommandKind>> = {
  ...group(
    'test',
    'jest vitest mocha ava tap karma cypress playwright pytest tox nox nosetests rspec minitest phpunit pest ctest gotestsum bats invoke-pester busted prove ginkgo nextest stestr unittest',
  ),
  ...group(
    'build',
    'make cmake ninja gmake bazel bazelisk buck buck2 tsup esbuild rollup webpack vite parcel swc msbuild xcodebuild gcc g++ clang clang++ cc rustc javac kotlinc ghc scons meson turbo nx lerna',
  ),
  ...group(
    'lint',
    'eslint biome oxlint tslint standard stylelint ruff flake8 pylint shellcheck golangci-lint golint staticcheck hadolint markdownlint markdownlint-cli2 rubocop clippy ktlint checkstyle swiftlint actionlint yamllint sqlfluff knip depcheck semgrep credo',
  ),
  ...group('typecheck', 'tsc mypy pyright basedpyright vue-tsc flow sorbet svelte-check'),
  ...group(
    'format',
    'prettier black gofmt gofumpt goimports rustfmt isort clang-format shfmt dprint yapf autopep8 scalafmt',
  ),
  ...group(
    'install',
    'pip pip3 pipx uv poetry conda mamba brew apt apt-get dnf yum apk pacman choco winget bundle gem composer corepack asdf mise nvm',
  ),
  ...group('git', 'git gh glab hub jj svn hg git-lfs'),
  ...group('search', 'grep egrep fgrep rg ag ack find fd fdfind select-string findstr'),
  ...group(
    'read',
    'cat head tail less more bat nl wc get-content gc type stat file xxd od hexdump strings jq yq diff cmp md5sum sha256sum sort uniq cut awk column',
  ),
  ...group('list', 'ls dir tree get-childitem gci exa eza du'),
  ...group(
    'edit',
    'sed tee patch touch mkdir cp mv rm rmdir ln chmod chown truncate apply_patch set-content add-content out-file new-item remove-item copy-item move-item perl install rsync',
  ),
  ...group('network', 'curl wget http httpie xh ssh scp nc ping dig nslookup invoke-webrequest iwr invoke-restmethod'),
  ...group(
    'container',
    'docker docker-compose podman kubectl helm kind minikube terraform tofu ansible ansible-playbook vagrant skaffold',
  ),
  ...group(
    'database',
    'psql mysql sqlite3 mongosh redis-cli prisma alembic flyway liquibase drizzle-kit knex sequelize',
  ),
  ...group(
    'process',
    'ps kill pkill killall lsof top htop jobs fg bg ss netstat systemctl journalctl tmux screen which where whereis env printenv uname whoami id df free',
  ),
  ...group(
    'run',
    'node python python3 deno bun ruby php perl go cargo java dotnet swift tsx ts-node nodemon npm pnpm yarn npx bunx uvx air rake gradle gradlew mvn mvnw sbt lein mix just task',
  ),
}

/** First arguments of a script runner or tool chain, by what they mean. A prefix up to `:` counts (`test:unit`). */
const SUBCOMMANDS: readonly (readonly [CommandKind, RegExp])[] = [
  [
    'test',
    /^(?:tests?|t|jest|vitest|mocha|pytest|spec|e2e|coverage|cov|check-tests?|nextest|integration|unit|smoke|rspec|phpunit|bench(?:mark)?)(?:[:._-].*)?$|[:_-](?:tests?|e2e|spec)$/,
  ],
  ['typecheck', /^(?:type-?check|types|tsc|check-types|type_check|mypy|pyright|vet)(?:[:._-].*)?$|[:_-]types?$/],
  [
    'lint',
    /^(?:lint(?:er)?|eslint|clippy|ruff|flake8|pylint|biome|oxlint|knip|rubocop|stylelint|credo|analy[sz]e)(?:[:._-].*)?$|[:_-]lint$/,
  ],
  ['format', /^(?:fmt|format|prettier|black|isort|gofmt)(?:[:._-].*)?$/],
  [
    'build',
    /^(?:build|compile|bundle|package|assemble|dist|check|release|tsup|webpack|vite|rollup|esbuild|turbo|publish|pack|archive|xcodebuild|jar|bootJar|war|verify)(?:[:._-].*)?$/,
  ],
  [
    'install',
    /^(?:i|install|ci|add|remove|rm|un|uninstall|update|upgrade|up|get|download|sync|restore|dedupe|audit|outdated|mod|tidy|fetch|link|lock)$/,
  ],
]

/** Programs whose first plain argument says what they do. */
const RUNNERS = new Set(
  'npm pnpm yarn bun npx bunx pnpx uvx dlx go cargo deno dotnet swift gradle gradlew mvn mvnw sbt lein mix rake just task make gmake bazel turbo nx uv poetry bundle composer rails php artisan flutter dart zig stack cabal tox nox hatch pdm pipenv mise python python3 node ruby lerna rush moon invoke-build vite biome ng django-admin manage.py'.split(
    ' ',
  ),
)
const RUN_WORDS = new Set([
  'run',
  'run-script',
  'exec',
  'x',
  'dlx',
  '-m',
  '--',
  'workspace',
  'workspaces',
  'tool',
  'foreach',
  'nx',
  'turbo',
])
/** Options whose next word is their argument, so that it is not taken for the task. */
const OPTIONS_WITH_VALUE = new Set([
  '--filter',
  '-F',
  '-w',
  '--workspace',
  '-C',
  '--prefix',
  '--cwd',
  '--dir',
  '--project',
  '-p',
  '--package',
  '-f',
  '--directory',
  '--manifest-path',
  '-j',
  '--with',
  '--from',
])

/** What one simple command is for; undefined for those that change and tell nothing, like `cd`. */
export function commandKind(command: ShellCommand): CommandKind | undefined {
  const [head, ...rest] = command.words
  if (head === undefined) return undefined
  const program = programName(head)
  const writes = command.redirects.some((redirect) => redirect.operator !== '<' && redirect.target !== '/dev/null')
  if (SILENT.has(head)) return writes ? 'edit' : undefined
  if (writes && (PROGRAMS[program] === 'read' || command.heredocs.length > 0)) return 'edit'
  if (program === 'sed') return rest.some((word) => /^-[a-zA-Z]*i|^--in-place/.test(word)) ? 'edit' : 'read'
  if (program === 'perl') return rest.some((word) => /^-[a-z0-9]*i/.test(word)) ? 'edit' : 'run'
  if (program === 'tsc') return rest.some((word) => /^--?(?:b|build|outDir)$/.test(word)) ? 'build' : 'typecheck'
  if (program === 'ruff') return rest[0] === 'format' ? 'format' : 'lint'
  if (program === 'biome') return rest[0] === 'format' ? 'format' : 'lint'
  if (program === 'prettier') return 'format'
  if (RUNNERS.has(program)) return taskKind(program, rest) ?? PROGRAMS[program] ?? 'run'
  const known = Object.hasOwn(PROGRAMS, program) ? PROGRAMS[program] : undefined
  if (known !== undefined) return known
  const script = SUBCOMMANDS.find(([, pattern]) => pattern.test(program))
  if (script !== undefined && /\.(?:sh|py|js|mjs|ts|ps1|bat|cmd|rb)$/.test(head)) return script[0]
  if (/[./\\]/.test(head)) return /(?:^|[\\/._-])tests?(?:[\\/._-]|$)/.test(head) ? 'test' : 'run'
  return 'other'
}

function taskKind(program: string, words: readonly string[]): CommandKind | undefined {
  const plain: string[] = []
  for (let at = 0; at < words.length && plain.length < 3; at++) {
    const word = words[at] as string
    if (OPTIONS_WITH_VALUE.has(word) && !(program.startsWith('python') && word === '-m')) at += 1
    else if (RUN_WORDS.has(word)) continue
    else if (word.startsWith('-')) {
      if (program === 'node' && word === '--test') return 'test'
      if ((program === 'node' || program.startsWith('python')) && /^-(?:e|c|p|-eval)$/.test(word)) return 'run'
    } else plain.push(word)
  }
  const task = plain[0]
  if (task === undefined)
    return program === 'make' || program === 'gmake' ? 'build' : program === 'yarn' ? 'install' : undefined
  const name = taskName(task)
  for (const [kind, pattern] of SUBCOMMANDS) if (pattern.test(name)) return kind
  if (program === 'cargo' || program === 'go') return name === 'run' ? 'run' : undefined
  if (
    (program === 'node' || program.startsWith('python')) &&
    /(?:^|[\\/])(?:test_|tests?[\\/])|[._-](?:test|spec)\.\w+$/.test(task)
  )
    return 'test'
  return Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined
}

/** `:app:assembleDebug` → `assemble-debug`; a file keeps its own name. */
function taskName(task: string): string {
  const own = task.startsWith(':') ? task.slice(task.lastIndexOf(':') + 1) : task
  return programName(own.replace(/([a-z])([A-Z])/g, '$1-$2'))
}

/** `./node_modules/.bin/jest.cmd` → `jest`, lower case. */
function programName(word: string): string {
  const base = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
  return base.replace(/\.(?:exe|cmd|bat|ps1|sh|js|mjs|cjs)$/i, '').toLowerCase()
}

function group(kind: CommandKind, programs: string): Record<string, CommandKind> {
  return Object.fromEntries(programs.split(' ').map((program) => [program, kind]))
}
