import type { ShellCommand } from '@ses/model'
import type { Danger, DangerRule } from './danger.ts'
import { database } from './database.ts'
import { download } from './download.ts'
import { git } from './git.ts'
import { permissions } from './permissions.ts'
import { expandTemporary, noteMade, resolvePath, type Scene, temporaryVariables } from './place.ts'
import { removal } from './removal.ts'

const rules: readonly DangerRule[] = [removal, git, database, permissions, download]

/** True for a line that may hold a danger, told without parsing it. */
export function mayBeDangerous(line: string): boolean {
  return rules.some((rule) => rule.hint.test(line))
}

/** Dangers of the simple commands of one shell line, each kind once. Words inside quotes and here-documents are never taken for commands. */
export function dangersIn(line: string, shell: readonly ShellCommand[], scene: Scene): Danger[] {
  const found = new Map<string, Danger>()
  const temporary = temporaryVariables(line)
  let directory = ''
  for (const [index, command] of shell.entries()) {
    const words = command.words.map((word) => expandTemporary(word, temporary))
    if (words[0] === 'cd' || words[0] === 'pushd') directory = resolvePath(directory, words[1] ?? '')
    const place = { ...scene, directory }
    noteMade(command, place)
    const pipedInto = command.next === '|' ? shell[index + 1] : undefined
    for (const rule of rules) {
      const danger = rule.judge({ words, command, pipedInto, place })
      if (danger !== undefined) found.set(danger.what, danger)
    }
  }
  return [...found.values()]
}
