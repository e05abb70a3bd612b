import type { Masked, Session } from '@ses/model'
import type { CompleteSummary } from '@ses/schema'
import { oneLine } from './one-line.ts'
import { openItems } from './open-items.ts'

const MAX_PROMPTS = 20
const MAX_FILES = 100
const MAX_COMMANDS = 5
const MAX_LAST_WORDS = 2000

/** What the next agent or person needs to go on: the goal, what was done, the files, what is open. */
export function contextMarkdown(session: Session<Masked>, summary: CompleteSummary): string {
  const { session: facts } = summary
  const sections = [
    `# ${oneLine(facts.intent || facts.title || 'Session without a request', 120)}`,
    headOf(summary),
    listed('Asked', askedOf(summary)),
    listed('Done', doneOf(summary)),
    listed('Files', filesOf(summary)),
    listed('Commands', commandsOf(summary)),
    listed('Open', openItems(session, summary)) ?? '## Open\n\nNothing that the transcript tells of.',
    lastWordsOf(session),
  ]
  return `${sections.filter((section) => section !== undefined).join('\n\n')}\n`
}

function headOf({ session }: CompleteSummary): string {
  const branch = session.git_branch === null ? '' : ` on branch \`${code(session.git_branch)}\``
  return [
    `Session \`${code(session.id)}\` of ${session.agent}, ${session.start ?? 'time not recorded'}${branch}.`,
    `${session.type}, risk ${session.risk}, ${session.outcome.state}.`,
  ].join('\n')
}

function askedOf({ prompts }: CompleteSummary): string[] {
  const lines = prompts.slice(0, MAX_PROMPTS).map(({ text }) => oneLine(text, 300))
  return prompts.length > MAX_PROMPTS ? [...lines, `… and ${prompts.length - MAX_PROMPTS} more in prompts.txt`] : lines
}

function doneOf({ session, review_hints: hints, changes }: CompleteSummary): string[] {
  const done = session.commits.map(({ sha, subject }) =>
    `Commit ${sha.slice(0, 10)} ${oneLine(subject ?? '', 120)}`.trimEnd(),
  )
  if (hints.tests_run) done.push('Tests were run.')
  if (hints.build_verified) done.push('The build was verified after the last change.')
  if (done.length === 0 && changes.files.length === 0) done.push('Nothing was changed.')
  return done
}

function filesOf({ changes }: CompleteSummary): string[] {
  const lines = changes.files.slice(0, MAX_FILES).map(({ path, operations, added = 0, removed = 0 }) => {
    return `\`${code(oneLine(path, 300))}\` ${operations.join(', ')} (+${added} −${removed})`
  })
  return changes.files.length > MAX_FILES ? [...lines, `… and ${changes.files.length - MAX_FILES} more`] : lines
}

function commandsOf({ activity }: CompleteSummary): string[] {
  return ['test', 'build', 'lint', 'typecheck'].flatMap((kind) =>
    (activity.commands[kind] ?? [])
      .slice(-MAX_COMMANDS)
      .map((command) => `${kind}: \`${code(oneLine(command, 200))}\``),
  )
}

function lastWordsOf(session: Session<Masked>): string | undefined {
  const reply = session.events.findLast((event) => event.type === 'reply' && event.text.trim() !== '')
  if (reply?.type !== 'reply') return undefined
  const text = reply.text.trim()
  const words =
    text.length <= MAX_LAST_WORDS ? text : `${text.slice(0, MAX_LAST_WORDS).replace(/[\uD800-\uDBFF]$/, '')}…`
  return `## Last words of the agent\n\n${words.replace(/^/gm, '> ')}`
}

function listed(title: string, lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

/** Text that cannot end the code span it stands in. */
function code(text: string): string {
  return text.replaceAll('`', 'ˋ')
}
