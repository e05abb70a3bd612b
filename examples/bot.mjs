// A bot that reads nothing but the fixed keys of summary.json and says what a reviewer should look at.
// Run: node examples/bot.mjs .ses-logs/<session>/summary.json
import { readFile } from 'node:fs/promises'

const path = process.argv[2]
if (path === undefined) {
  console.error('usage: node examples/bot.mjs <summary.json>')
  process.exit(2)
}
const summary = JSON.parse(await readFile(path, 'utf8'))
if (summary.version !== '2.0') throw new Error(`summary.json ${summary.version} is not known to this bot`)

const { session, changes, review_hints: hints } = summary
const lines = [`**${session.summary}**: ${session.type}, risk ${session.risk}, ${changes.files.length} files changed`]
if (!hints.tests_run) lines.push('- no test was run')
if (hints.files_without_tests.length > 0)
  lines.push(`- changed without a test: ${hints.files_without_tests.join(', ')}`)
if (hints.migration_added) lines.push('- a migration was added')
if (hints.large_change) lines.push('- the change is large')
console.log(lines.join('\n'))
