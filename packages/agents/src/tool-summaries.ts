import type { CheckKind } from '@ses/model'
import type { SummaryLine } from './check-summary.ts'

type Extra = Pick<SummaryLine, 'ok' | 'repeat' | 'separate' | 'joins' | 'fallback'>

function of(kinds: readonly CheckKind[]): (tool: string, needle: string, line: RegExp, extra?: Extra) => SummaryLine {
  return (tool, needle, line, extra = {}) => ({ tool, kinds, needle, line, ...extra })
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
  lint('eslint', ' problem', /^✖ \d+ problems? \((?<errors>\d+) errors?, \d+ warnings?\)$/),
  lint('stylelint', ' problem', /^\d+ problems? \((?<errors>\d+) errors?, \d+ warnings?\)$/),
  lint('oxlint', ' warning', /^Found \d+ warnings? and (?<errors>\d+) errors?\.$/),
  lint('biome', 'Found ', /^Found (?<errors>\d+) errors?\.$/),
  lint('biome-checked', 'Checked ', /^Checked \d+ files? in .{1,20}\. (?:No fixes applied|Fixed \d+ files?)\.$/, {
    ok: true,
    fallback: true,
  }),
  lint('ruff', 'All checks passed!', /^All checks passed!$/, good),
  lint('ruff-fixed', ' remaining)', /^Found \d+ errors? \(\d+ fixed, (?<errors>\d+) remaining\)\.$/),
  lint('golangci-lint', ' issues', /^(?<errors>\d+) issues[.:]$/),
  lint('rubocop', ' inspected', /^\d+ files? inspected, no offenses detected$/, good),
  lint('rubocop', ' offense', /^\d+ files? inspected, (?<errors>\d+) offenses? detected/),
  lint('swiftlint', 'Done linting!', /^Done linting! Found \d+ violations?, (?<errors>\d+) serious in \d+ files?\.$/),
  lint('markdownlint', 'Summary: ', /^Summary: (?<errors>\d+) (?:error\(s\)|issues?\b)/),
  lint('credo', 'found no issues', /found no issues\.?$/, good),
  types('tsc', 'error TS', /(?:^|[):\d] - |: )error TS\d+:/, bad),
  types('tsc-found', ' error', /^Found (?<errors>\d+) errors?(?:\.| in )/),
  types('mypy', 'no issues found', /^Success: no issues found in \d+ source files?$/, good),
  types('mypy', ' source file', /^Found (?<errors>\d+) errors? in \d+ files? /),
  types('pyright', ' error', /^(?<errors>\d+) errors?, \d+ warnings?, \d+ (?:informations?|notes?)/),
  types('svelte-check', 'svelte-check found', /^svelte-check found (?<errors>\d+) errors? /),
  types('go', 'vet', /^vet(?:\.exe)?: \S+:\d+:\d+: /, bad),
  format('prettier', 'Prettier code style', /^All matched files use Prettier code style!$/, good),
  format('prettier', 'Code style issues', /^(?:\[warn\] )?Code style issues (?:found|were)/, bad),
  format('black', 'would be reformatted', /^\d+ files? would be reformatted/, bad),
  format('black', 'left unchanged', /^\d+ files? (?:would be )?left unchanged\.$/, { ok: true, fallback: true }),
  format('ruff-format', 'already formatted', /^\d+ files? already formatted$/, { ok: true, fallback: true }),
  format('rustfmt', 'Diff in ', /^Diff in .*:\d+:$/, bad),
  format('isort', 'incorrectly sorted', /^ERROR: .* Imports are incorrectly sorted/, bad),
  compiles('cargo', 'Finished', /^Finished (?:`\w+`|\w+) (?:profile )?\[.*\] target\(s\) in /, good),
  any('cargo', 'could not compile', /^error: could not compile `/, bad),
  any('jvm', 'BUILD ', /^BUILD (?:SUCCESS|SUCCESSFUL)\b/, { ok: true, fallback: true }),
  any('jvm', 'BUILD FAIL', /^BUILD (?:FAILURE|FAILED)\b/, bad),
  any('xcodebuild', ' SUCCEEDED **', /^\*\* \w+ SUCCEEDED \*\*/, { ok: true, fallback: true }),
  any('xcodebuild', ' FAILED **', /^\*\* \w+ FAILED \*\*/, bad),
  any('bazel', 'Build completed successfully', /^(?:INFO: )?Build completed successfully/, {
    ok: true,
    fallback: true,
  }),
  any('bazel', 'did NOT complete', /^(?:ERROR: )?Build did NOT complete successfully/, bad),
  any('turbo', ' successful, ', /^Tasks: +(?<done>\d+) successful, (?<of>\d+) total$/, { fallback: true }),
  any('nx', 'Successfully ran target', /^(?:NX +)?Successfully ran targets? /, { ok: true, fallback: true }),
  any('nx', 'Failed tasks:', /^Failed tasks:$/, bad),
  build('dotnet', 'Build succeeded', /^Build succeeded(?:\.| )/, good),
  build('dotnet', 'Build FAILED', /^Build FAILED\./, bad),
  build('dotnet', 'Build failed with', /^Build failed with \d+ error/, bad),
  build('webpack', 'compiled', /^webpack .*compiled (?:successfully|with \d+ warnings?) in /, good),
  build('webpack', 'compiled with', /^webpack .*compiled with \d+ errors?/, bad),
  build('next', 'Compiled successfully', /^✓ Compiled successfully/, { ok: true, fallback: true }),
  build('next', 'Failed to compile', /^Failed to compile\.?$/, bad),
  build('vite', 'built in', /^✓ built in [\d.]+m?s$/, good),
  build('vite', 'error during build', /^(?:\S+ )?error during build:$/, bad),
  build('tsup', 'Build success', /^(?:\w+ )?⚡️ Build success in /u, good),
  build('tsup', 'Build failed', /^(?:\w+ )?Build failed$/, bad),
  build('docusaurus', 'Generated static files', /^(?:\[SUCCESS\] )?Generated static files in /, good),
  build('rollup', 'created ', /^created .{1,200} in [\d.]+m?s$/, good),
  build('swift', 'Build complete!', /^Build complete! \([\d.]+s\)$/, good),
  build('ninja', 'build stopped', /^ninja: build stopped:/, bad),
]

/** How script runners say that what they ran has failed; they do not say what it was. */
export const RUNNER_FAILURES: readonly SummaryLine[] = [
  any('npm', 'npm ', /^npm (?:ERR!|error) (?:Test failed\.|code ELIFECYCLE|Lifecycle script `[^`]*` failed)/, bad),
  any('pnpm', 'ELIFECYCLE', /^(?:\[?ELIFECYCLE\]?) +(?:Test failed\.|Command failed)/, bad),
  any('yarn', 'Command failed', /^error Command failed with exit code \d+\./, bad),
  any('make', ' Error ', /^g?make(?:\[\d+\])?: \*\*\* .{1,200} Error \d+/, bad),
  any('just', ' failed', /^error: Recipe `[^`]*` failed/, bad),
  any('mise', 'task failed', /ERROR (?:\[[^\]]*\] )?task failed$/, bad),
  any('task', 'Failed to run task', /^task: Failed to run task /, bad),
  any('cargo-test', 'test failed', /^error: (?:test failed, to rerun|\d+ targets? failed)/, bad),
  any('rake', 'rake aborted!', /^rake aborted!$/, bad),
]
