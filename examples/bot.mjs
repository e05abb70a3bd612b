// A bot in the manner of Danger: it reads nothing but the fixed keys of summary.json, writes a comment in Markdown and fails the build
// when a rule says so. Run: node examples/bot.mjs .ses-logs/<session>/summary.json
import { readFile } from 'node:fs/promises'

const path = process.argv[2]
if (path === undefined) {
  console.error('usage: node examples/bot.mjs <summary.json>')
  process.exit(2)
}
const summary = JSON.parse(await readFile(path, 'utf8'))
if (summary.version !== '2.0') throw new Error(`summary.json ${summary.version} is not known to this bot`)

const fails = []
const warnings = []
const { session, changes, activity, review_hints: hints } = summary

// The rules of this team. `hints` are facts of the session; what they mean is yours to say.
if (session.risk === 'high' && !hints.tests_run) fails.push('a change of high risk without a test run')
else if (!hints.tests_run && (changes.summary.source ?? 0) > 0) warnings.push('no test was run')
if (hints.files_without_tests.length > 0) warnings.push(`changed without a test: ${list(hints.files_without_tests)}`)
if (hints.migration_added) warnings.push('a migration was added: who rolls it back?')
if (hints.large_change) warnings.push('the change is large')
if (hints.config_changed) warnings.push('configuration was changed')
if (activity.errors.length > 10) warnings.push(`${activity.errors.length} tool calls failed on the way`)

console.log(`**${session.summary}**: ${session.type}, risk ${session.risk}, ${changes.files.length} files changed`)
for (const fail of fails) console.log(`- ❌ ${fail}`)
for (const warning of warnings) console.log(`- ⚠️ ${warning}`)
process.exitCode = fails.length > 0 ? 1 : 0

/** Paths come from a transcript: they are shown as code, and a backtick cannot end it. */
function list(/** @type {string[]} */ paths) {
  const shown = paths.slice(0, 5).map((each) => `\`${each.replaceAll('`', "'")}\``)
  return paths.length > 5 ? `${shown.join(', ')} and ${paths.length - 5} more` : shown.join(', ')
}
