import type { CheckKind } from '@ses/model'
import type { SummaryLine } from './check-summary.ts'

type Extra = Pick<SummaryLine, 'needle' | 'ok' | 'repeat' | 'separate' | 'joins' | 'fallback'>

function of(kinds: readonly CheckKind[]): (tool: string, starts: string, line: RegExp, extra?: Extra) => SummaryLine {
  return (tool, starts, line, extra = {}) => ({ tool, kinds, starts, line, ...extra })
}

const lint = of(['lint', 'format'])
const types = of(['typecheck', 'build'])
const format = of(['format', 'lint'])
const build = of(['build'])
const compiles = of(['build', 'lint', 'typecheck'])
const any = of(['build', 'test', 'lint', 'typecheck', 'format'])
const good = { ok: true }
const bad = { ok: false }

/** How linters, type checkers, formatters and builds sum up. */
export const TOOL_SUMMARIES: readonly SummaryLine[] = [
  lint('eslint', '✖', /^✖ \d+ problems? \((?<errors>\d+) errors?, \d+ warnings?\)$/),
  lint('stylelint', '0', /^\d+ problems? \((?<errors>\d+) errors?, \d+ warnings?\)$/),
  lint('oxlint', 'F', /^Found \d+ warnings? and (?<errors>\d+) errors?\.$/),
  lint('biome', 'F', /^Found (?<errors>\d+) errors?\.$/),
  lint('biome-checked', 'C', /^Checked \d+ files? in .{1,20}\. (?:No fixes applied|Fixed \d+ files?)\.$/, {
    ok: true,
    fallback: true,
  }),
  lint('ruff', 'A', /^All checks passed!$/, good),
  lint('ruff-fixed', 'F', /^Found \d+ errors? \(\d+ fixed, (?<errors>\d+) remaining\)\.$/),
  lint('golangci-lint', '0', /^(?<errors>\d+) issues[.:]$/),
  lint('rubocop', '0', /^\d+ files? inspected, no offenses detected$/, good),
  lint('rubocop', '0', /^\d+ files? inspected, (?<errors>\d+) offenses? detected/),
  lint('swiftlint', 'D', /^Done linting! Found \d+ violations?, (?<errors>\d+) serious in \d+ files?\.$/),
  lint('markdownlint', 'S', /^Summary: (?<errors>\d+) (?:error\(s\)|issues?\b)/),
  lint('credo', '', /found no issues\.?$/, { needle: 'found no issues', ok: true }),
  types('tsc', '', /(?:^|[):\d] - |: )error TS\d+:/, { needle: 'error TS', ok: false }),
  types('tsc-found', 'F', /^Found (?<errors>\d+) errors?(?:\.| in )/),
  types('mypy', 'S', /^Success: no issues found in \d+ source files?$/, good),
  types('mypy', 'F', /^Found (?<errors>\d+) errors? in \d+ files? /),
  types('pyright', '0', /^(?<errors>\d+) errors?, \d+ warnings?, \d+ (?:informations?|notes?)/),
  types('svelte-check', 's', /^svelte-check found (?<errors>\d+) errors? /),
  types('go', 'v', /^vet(?:\.exe)?: \S+:\d+:\d+: /, bad),
  format('prettier', 'A', /^All matched files use Prettier code style!$/, good),
  format('prettier', '[C', /^(?:\[warn\] )?Code style issues (?:found|were)/, bad),
  format('black', '0', /^\d+ files? would be reformatted/, bad),
  format('black', '0', /^\d+ files? (?:would be )?left unchanged\.$/, { ok: true, fallback: true }),
  format('ruff-format', '0', /^\d+ files? already formatted$/, { ok: true, fallback: true }),
  format('rustfmt', 'D', /^Diff in .*:\d+:$/, bad),
  format('isort', 'E', /^ERROR: .* Imports are incorrectly sorted/, bad),
  compiles('cargo', 'F', /^Finished (?:`\w+`|\w+) (?:profile )?\[.*\] target\(s\) in /, good),
  any('cargo', 'e', /^error: could not compile `/, bad),
  any('jvm', 'B', /^BUILD (?:SUCCESS|SUCCESSFUL)\b/, { ok: true, fallback: true }),
  any('jvm', 'B', /^BUILD (?:FAILURE|FAILED)\b/, bad),
  any('xcodebuild', '*', /^\*\* \w+ SUCCEEDED \*\*/, { ok: true, fallback: true }),
  any('xcodebuild', '*', /^\*\* \w+ FAILED \*\*/, bad),
  any('bazel', 'IB', /^(?:INFO: )?Build completed successfully/, {
    ok: true,
    fallback: true,
  }),
  any('bazel', 'EB', /^(?:ERROR: )?Build did NOT complete successfully/, bad),
  any('turbo', 'T', /^Tasks: +(?<done>\d+) successful, (?<of>\d+) total$/, { fallback: true }),
  any('nx', 'NS', /^(?:NX +)?Successfully ran targets? /, { ok: true, fallback: true }),
  any('nx', 'F', /^Failed tasks:$/, bad),
  build('dotnet', 'B', /^Build succeeded(?:\.| )/, good),
  build('dotnet', 'B', /^Build FAILED\./, bad),
  build('dotnet', 'B', /^Build failed with \d+ error/, bad),
  build('webpack', 'w', /^webpack .*compiled (?:successfully|with \d+ warnings?) in /, good),
  build('webpack', 'w', /^webpack .*compiled with \d+ errors?/, bad),
  build('next', '✓', /^✓ Compiled successfully/, { ok: true, fallback: true }),
  build('next', 'F', /^Failed to compile\.?$/, bad),
  build('vite', '✓', /^✓ built in [\d.]+m?s$/, good),
  build('vite', '', /^(?:\S+ )?error during build:$/, { needle: 'error during build:', ok: false }),
  build('tsup', '', /^(?:\w+ )?⚡️ Build success in /u, { needle: 'Build success in ', ok: true }),
  build('tsup', '', /^(?:\w+ )?Build failed$/, { needle: 'Build failed', ok: false }),
  build('docusaurus', '[G', /^(?:\[SUCCESS\] )?Generated static files in /, good),
  build('rollup', 'c', /^created .{1,200} in [\d.]+m?s$/, good),
  build('swift', 'B', /^Build complete! \([\d.]+s\)$/, good),
  build('ninja', 'n', /^ninja: build stopped:/, bad),
]

/** How script runners say that what they ran has failed; they do not say what it was. */
export const RUNNER_FAILURES: readonly SummaryLine[] = [
  any('npm', 'n', /^npm (?:ERR!|error) (?:Test failed\.|code ELIFECYCLE|Lifecycle script `[^`]*` failed)/, bad),
  any('pnpm', '[E', /^(?:\[?ELIFECYCLE\]?) +(?:Test failed\.|Command failed)/, bad),
  any('yarn', 'e', /^error Command failed with exit code \d+\./, bad),
  any('make', 'gm', /^g?make(?:\[\d+\])?: \*\*\* .{1,200} Error \d+/, bad),
  any('just', 'e', /^error: Recipe `[^`]*` failed/, bad),
  any('mise', '', /ERROR (?:\[[^\]]*\] )?task failed$/, { needle: 'task failed', ok: false }),
  any('task', 't', /^task: Failed to run task /, bad),
  any('cargo-test', 'e', /^error: (?:test failed, to rerun|\d+ targets? failed)/, bad),
  any('rake', 'r', /^rake aborted!$/, bad),
]
