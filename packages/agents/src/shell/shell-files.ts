import { parseShell, type ShellCommand } from '@ses/model'
import type { RawTouch } from '../raw-touch.ts'
import { CMDLETS } from './powershell-files.ts'
import { filesOfScript } from './script-files.ts'
import { shellGroups } from './shell-groups.ts'
import { directoryOfGlob, expandBraces, isGlob, joinPath } from './shell-path.ts'
import { outputText, PROGRAMS, written } from './shell-programs.ts'
import { assignmentsOf, expandVariables } from './shell-variables.ts'

const MAX_TOUCHES = 500
const MAX_NESTING = 3
const MAX_PATH = 1024

/**
 * The files a shell line reads, searches, lists, writes, edits, deletes and renames, in order, as far as the line itself tells:
 * paths are joined to the directory that `cd` went to, and words that only running could resolve are left out. `cwd` is the
 * directory the line starts in; default none, so that relative paths stay relative.
 */
export function filesOfCommand(command: string, cwd = ''): RawTouch[] {
  const reader = new CommandFiles(assignmentsOf(command), cwd)
  reader.read(command, 0)
  return reader.touches
}

class CommandFiles {
  readonly touches: RawTouch[] = []
  readonly #seen = new Set<string>()
  readonly #variables: Map<string, readonly string[]>
  readonly #start: string
  /** Undefined after a `cd` to somewhere unknown. */
  #directory: string | undefined
  #stack: (string | undefined)[] = []

  constructor(variables: Map<string, readonly string[]>, cwd: string) {
    this.#variables = variables
    this.#start = cwd
    this.#directory = cwd
  }

  read(line: string, depth: number): void {
    const outer: (string | undefined)[] = []
    for (const group of shellGroups(line)) {
      // A subshell's `cd` ends with it.
      while (outer.length > group.depth) this.#directory = outer.pop()
      while (outer.length < group.depth) outer.push(this.#directory)
      let input: string | undefined
      let piped = false
      for (const part of parseShell(group.text)) {
        const program = programOf(part)
        this.#command(program, part, part.heredocs.at(-1) ?? input, piped, depth)
        piped = part.next === '|'
        input = piped ? outputText(program, part) : undefined
      }
    }
    if (outer.length > 0) this.#directory = outer[0]
  }

  #command(program: string, part: ShellCommand, input: string | undefined, piped: boolean, depth: number): void {
    const words = part.words.slice(1)
    const nested = depth < MAX_NESTING ? nestedScript(program, words) : undefined
    if (nested !== undefined) {
      this.read(nested, depth + 1)
      for (const touch of filesOfScript(nested)) this.#add(touch)
    } else if (!this.#changeDirectory(program, words)) {
      if (program === 'for' && words[1] === 'in') this.#variables.set(words[0] as string, words.slice(2))
      const touches = lookUp(program)?.({ words, piped, ...(input === undefined ? {} : { input }) }) ?? []
      for (const touch of touches) this.#add(touch)
    }
    for (const { operator, target } of part.redirects) {
      if (operator === '<') this.#add({ path: target, operation: 'read' })
      else this.#add(written(target, operator === '>>', outputText(program, part)))
    }
  }

  #changeDirectory(program: string, words: readonly string[]): boolean {
    if (!/^(?:cd|pushd|popd|chdir|sl|set-location|push-location|pop-location)$/.test(program)) return false
    if (program.startsWith('pop')) {
      this.#directory = this.#stack.length > 0 ? this.#stack.pop() : this.#start
      return true
    }
    if (program.startsWith('push')) this.#stack.push(this.#directory)
    const target = words.find((word) => word !== '--' && !/^-[A-Za-z]|^\/d$/i.test(word))
    const expanded = target === undefined ? ['~'] : expandVariables(target, this.#variables)
    const only = expanded?.length === 1 ? expanded[0] : undefined
    const known = only === undefined || only === '-' || isGlob(only) ? undefined : joinPath(this.#directory, only)
    this.#directory = known === undefined || known.length > MAX_PATH ? undefined : known
    return true
  }

  #add(touch: RawTouch): void {
    const looks = touch.operation === 'read' || touch.operation === 'search' || touch.operation === 'list'
    for (const expanded of expandVariables(touch.path, this.#variables) ?? []) {
      for (const word of expandBraces(expanded)) {
        if (this.touches.length >= MAX_TOUCHES || !isPath(word)) continue
        if (
          !looks &&
          (isGlob(word) || (/(?:^|\/)\.{0,2}$/.test(word) && touch.operation !== 'delete' && touch.to === undefined))
        )
          continue
        const path = joinPath(this.#directory, isGlob(word) ? directoryOfGlob(word) : word)
        if (path === undefined || /^\/(?:dev|proc)\//.test(path)) continue
        if (touch.to === undefined) this.#keep({ ...touch, path }, looks)
        else {
          const to = isPath(touch.to) ? expandVariables(touch.to, this.#variables) : undefined
          const target = to?.length === 1 ? joinPath(this.#directory, to[0] as string) : undefined
          if (target !== undefined) this.#keep({ ...touch, path, to: target }, false)
          else this.#keep({ path, operation: 'delete' }, false)
        }
      }
    }
  }

  /** Keeps a touch; looking at the same thing twice in one line is looking once. */
  #keep(touch: RawTouch, looks: boolean): void {
    const key = `${touch.operation} ${touch.path}`
    if (looks && this.#seen.has(key)) return
    this.#seen.add(key)
    this.touches.push(touch)
  }
}

function lookUp(program: string): (typeof PROGRAMS)[string] | undefined {
  if (Object.hasOwn(PROGRAMS, program)) return PROGRAMS[program]
  return Object.hasOwn(CMDLETS, program) ? CMDLETS[program] : undefined
}

/** `/usr/bin/Grep.exe` → `grep`. */
function programOf({ words }: ShellCommand): string {
  const word = words[0] as string
  const base = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
  return base.replace(/\.(?:exe|cmd|bat)$/i, '').toLowerCase()
}

/** The script that `powershell -Command …` or `cmd /c …` runs. */
function nestedScript(program: string, words: readonly string[]): string | undefined {
  if (program === 'powershell' || program === 'pwsh') {
    const flag = words.findIndex((word) => /^-c(?:ommand)?$/i.test(word))
    return flag < 0 ? undefined : words.slice(flag + 1).join(' ')
  }
  if (program !== 'cmd') return undefined
  const flag = words.findIndex((word) => /^\/[ck]$/i.test(word))
  return flag < 0 ? undefined : words.slice(flag + 1).join(' ')
}

/** A word that can be a file's name: no substitution, no stream, no web address, no leftover of a misread line. */
function isPath(word: string): boolean {
  if (word === '' || word === '-' || word.length > MAX_PATH || /^(?:nul|\$null)$/i.test(word)) return false
  return !/^:[!(^/]|[$`\n\r\0"<>|]|^[a-z][a-z0-9+.-]*:\/\/|^[{}()[\]!;&=]+$/i.test(word)
}
