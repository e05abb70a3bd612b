import type { Session } from '@ses/model'
import type { HandoffCommand } from '@ses/schema'
import { type CheckRun, checkRuns, narrowness } from './check-run.ts'
import { commandParts } from './command-part.ts'
import { eventsInOrder } from './events-in-order.ts'

const MAX_LENGTH = 200
const MAX_PER_KIND = 2
const ORDER = ['install', 'build', 'test', 'typecheck', 'lint', 'format'] as const

/**
 * Commands that can be relied on: of each kind those whose last run succeeded, the widest and latest first, at most two. Their text
 * is complete; what is too long to be typed is left out.
 */
export function workingCommands(session: Session): HandoffCommand[] {
  const last = new Map<string, CheckRun & { readonly order: number }>()
  for (const [order, run] of checkRuns(session).entries()) last.set(`${run.kind} ${run.scope.key}`, { ...run, order })
  const checks = [...last.values()]
    .filter(
      ({ kind, ok, command, scope }) =>
        ok === true &&
        // Formatting one file is part of an edit, not a command of the project.
        (kind !== 'format' || scope.paths.length === 0) &&
        command.length <= MAX_LENGTH &&
        !/[\n$]|<</.test(command) &&
        !PASSING_PLACE.test(command),
    )
    .sort((a, b) => narrowness(a) - narrowness(b) || b.order - a.order)
    .map(({ kind, command, passed, event }): HandoffCommand => {
      return { kind, command, result: passed === undefined || passed === 0 ? null : `${passed} passed`, event }
    })
  const all = [...installs(session), ...checks]
  return ORDER.flatMap((kind) => {
    const distinct = new Map(all.filter((each) => each.kind === kind).map((each) => [each.command, each]))
    return [...distinct.values()].slice(0, MAX_PER_KIND)
  })
}

/** Dependency installs that succeeded, the latest first. */
function installs(session: Session): HandoffCommand[] {
  const found: HandoffCommand[] = []
  for (const { event, id } of eventsInOrder(session)) {
    if (event.type !== 'tool' || event.outcome !== 'ok' || event.commandKinds?.includes('install') !== true) continue
    for (const { kind, text } of commandParts(event.command ?? '', session.cwd)) {
      // Only what sets a project up: adding one package is a change, not a command to repeat.
      if (kind !== 'install' || text.length > MAX_LENGTH || !SETUP.test(text)) continue
      found.unshift({ kind, command: text, result: null, event: id })
    }
  }
  return found
}

/** Folders that are gone when the session is. */
const PASSING_PLACE = /worktrees\/|\/tmp\/|\/var\/folders\/|\/Temp\//

const SETUP =
  /\b(?:(?:npm|pnpm|yarn|bun) (?:i|ci|install)(?: -{1,2}[\w=-]+)*|yarn|bundle install|composer install|uv sync|poetry install|pip3? install (?:-r \S+|-e \S+)|go mod download|cargo fetch|mix deps\.get)$/
