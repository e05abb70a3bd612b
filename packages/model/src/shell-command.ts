/** One simple command of a shell line: `FOO=1 npm test > log` has words `npm test`, one assignment and one redirect. */
export interface ShellCommand {
  /** Program and arguments with quotes removed; never empty. Substitutions (`$(…)`, `$x`) stay as written. */
  readonly words: readonly string[]
  readonly assignments: readonly string[]
  readonly redirects: readonly ShellRedirect[]
  /** Bodies of here-documents fed to it, in order. */
  readonly heredocs: readonly string[]
  /** The operator after it: the next command's input comes from this one only after `|`. */
  readonly next: '&&' | '||' | ';' | '|' | '&' | ''
}

export interface ShellRedirect {
  readonly operator: '>' | '>>' | '<'
  readonly target: string
}

/** Longest text that is looked at; commands are short, and the rest of a giant one is file content. */
const MAX_LENGTH = 200_000
const MAX_NESTING = 4

/**
 * Splits a shell line into its simple commands, looking through `bash -lc '…'`, `sudo`, `env`, `timeout`, `time`, `nohup`
 * and subshell parentheses. A reader for understanding, not for running: it never fails, unbalanced quotes end with the text.
 */
export function parseShell(line: string): readonly ShellCommand[] {
  if (line !== latest.line) {
    latest = { line, commands: parseNested(line.length > MAX_LENGTH ? line.slice(0, MAX_LENGTH) : line, 0) }
  }
  return latest.commands
}

/** Several readers ask about one command in a row: its kinds, its files, its checks. */
let latest: { readonly line: string; readonly commands: readonly ShellCommand[] } = { line: '', commands: [] }

function parseNested(line: string, depth: number): ShellCommand[] {
  const commands: ShellCommand[] = []
  for (const command of new Lexer(line).commands()) {
    const unwrapped = unwrap(command)
    const inner = depth < MAX_NESTING ? scriptOf(unwrapped.words) : undefined
    if (inner === undefined) {
      if (unwrapped.words.length > 0) commands.push(unwrapped)
      continue
    }
    const nested = parseNested(inner, depth + 1)
    const last = nested.at(-1)
    if (last !== undefined) {
      nested[nested.length - 1] = { ...last, next: command.next, redirects: [...last.redirects, ...command.redirects] }
    }
    commands.push(...nested)
  }
  return commands
}

/** Wrappers whose first non-option argument is the real command; the value lists options that take an argument. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g'],
  env: ['-u'],
  time: [],
  nohup: [],
  command: [],
  exec: [],
  builtin: [],
  nice: ['-n'],
  timeout: ['-k', '-s'],
  gtimeout: ['-k', '-s'],
  stdbuf: ['-o', '-e', '-i'],
  caffeinate: [],
  rtk: [],
}

const KEYWORDS = new Set(['then', 'do', 'else', 'if', 'while', 'until', 'elif', '!', '{', '('])

function unwrap(command: ShellCommand): ShellCommand {
  let words = command.words
  for (;;) {
    const head = words[0]
    if (head === undefined) break
    if (KEYWORDS.has(head)) {
      words = words.slice(1)
      continue
    }
    const takesArgument = Object.hasOwn(WRAPPERS, head) ? WRAPPERS[head] : undefined
    if (takesArgument === undefined) break
    let at = 1
    while (at < words.length) {
      const word = words[at] as string
      if (takesArgument.includes(word)) at += 2
      else if (word.startsWith('-') || (head === 'env' && /^\w+=/.test(word))) at += 1
      else break
    }
    if (head === 'timeout' || head === 'gtimeout') at += 1
    if (at >= words.length) break
    words = words.slice(at)
  }
  return words === command.words ? command : { ...command, words }
}

const SHELLS = /(?:^|[\\/])(?:ba|z|da|k)?sh(?:\.exe)?$/

function scriptOf(words: readonly string[]): string | undefined {
  if (words[0] === undefined || !SHELLS.test(words[0])) return undefined
  const flag = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word))
  return flag > 0 ? words[flag + 1] : undefined
}

/** Characters of a word that mean nothing but themselves. */
const PLAIN_RUN = /[^'"\\$`\s;|&<>()]+/y

class Lexer {
  readonly #text: string
  #at = 0
  readonly #unclosed = new Set<string>()
  #pending: { delimiter: string; stripTabs: boolean; bodies: string[] }[] = []

  constructor(text: string) {
    this.#text = text
  }

  *commands(): Generator<ShellCommand> {
    let words: string[] = []
    let assignments: string[] = []
    let redirects: ShellRedirect[] = []
    let heredocs: string[] = []
    const text = this.#text
    const finished: { command: ShellCommand }[] = []
    const finish = (next: ShellCommand['next']): void => {
      if (words.length > 0 || assignments.length > 0 || redirects.length > 0) {
        finished.push({ command: { words, assignments, redirects, heredocs, next } })
      }
      words = []
      assignments = []
      redirects = []
      heredocs = []
    }
    while (this.#at < text.length) {
      const char = text[this.#at] as string
      const two = text.slice(this.#at, this.#at + 2)
      if (char === '\n') {
        this.#at += 1
        this.#readHeredocs()
        finish(';')
        yield* this.#drain(finished)
      } else if (char === ' ' || char === '\t' || char === '\r') {
        this.#at += 1
      } else if (char === '\\' && text[this.#at + 1] === '\n') {
        this.#at += 2
      } else if (char === '#') {
        const end = text.indexOf('\n', this.#at)
        this.#at = end < 0 ? text.length : end
      } else if (two === '&&' || two === '||') {
        this.#at += 2
        finish(two)
      } else if (char === ';' || char === '|' || (char === '&' && text[this.#at + 1] !== '>')) {
        this.#at += two === ';;' || two === '|&' ? 2 : 1
        finish(char as ';' | '|' | '&')
      } else if (char === '(' || char === ')') {
        this.#at += 1
        finish(';')
      } else if (two === '<<' && text[this.#at + 2] !== '<') {
        const stripTabs = text[this.#at + 2] === '-'
        this.#at += stripTabs ? 3 : 2
        this.#skipBlanks()
        this.#pending.push({ delimiter: this.#word(), stripTabs, bodies: heredocs })
      } else if (char === '>' || char === '<' || (char === '&' && text[this.#at + 1] === '>')) {
        this.#redirect(redirects)
      } else if (char >= '0' && char <= '9' && /^\d+[<>]/.test(text.slice(this.#at, this.#at + 4))) {
        while (/\d/.test(text[this.#at] as string)) this.#at += 1
        this.#redirect(redirects)
      } else {
        const word = this.#word()
        if (words.length === 0 && /^[A-Za-z_]\w*\+?=/.test(word)) assignments.push(word)
        else words.push(word)
      }
    }
    finish('')
    yield* this.#drain(finished)
  }

  *#drain(finished: { command: ShellCommand }[]): Generator<ShellCommand> {
    for (const { command } of finished.splice(0)) yield command
  }

  #skipBlanks(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1
  }

  #redirect(into: ShellRedirect[]): void {
    const text = this.#text
    if (text[this.#at] === '&') this.#at += 1
    const operator = text.startsWith('>>', this.#at) ? '>>' : (text[this.#at] as '>' | '<')
    while (text[this.#at] === '>' || text[this.#at] === '<') this.#at += 1
    if (text[this.#at] === '|') this.#at += 1
    if (text[this.#at] === '&') {
      this.#at += 1
      this.#word()
      return
    }
    this.#skipBlanks()
    const target = this.#word()
    if (target !== '') into.push({ operator, target })
  }

  #word(): string {
    const text = this.#text
    let word = ''
    while (this.#at < text.length) {
      PLAIN_RUN.lastIndex = this.#at
      const run = PLAIN_RUN.exec(text)
      if (run !== null) {
        word += run[0]
        this.#at += run[0].length
        continue
      }
      const char = text[this.#at] as string
      if (char === "'") {
        const end = text.indexOf("'", this.#at + 1)
        word += text.slice(this.#at + 1, end < 0 ? undefined : end)
        this.#at = end < 0 ? text.length : end + 1
      } else if (char === '"') {
        word += this.#doubleQuoted()
      } else if (char === '\\' && this.#at + 1 < text.length) {
        // A backslash before a letter is far more often a Windows path than an escape.
        if (/[A-Za-z0-9]/.test(text[this.#at + 1] as string)) word += char
        else if (text[this.#at + 1] !== '\n') word += text[this.#at + 1]
        this.#at += /[A-Za-z0-9]/.test(text[this.#at + 1] as string) ? 1 : 2
      } else if (char === '$' && text[this.#at + 1] === '(') {
        word += this.#substitution()
      } else if (char === '`') {
        const end = text.indexOf('`', this.#at + 1)
        word += text.slice(this.#at, end < 0 ? undefined : end + 1)
        this.#at = end < 0 ? text.length : end + 1
      } else if (/[\s;|&<>()]/.test(char)) {
        break
      } else {
        word += char
        this.#at += 1
      }
    }
    // An operator where a word was due: step over it so that the reader always advances.
    return word
  }

  #doubleQuoted(): string {
    const text = this.#text
    let word = ''
    this.#at += 1
    while (this.#at < text.length && text[this.#at] !== '"') {
      const char = text[this.#at] as string
      if (char === '\\' && /["\\$`\n]/.test(text[this.#at + 1] ?? '')) {
        if (text[this.#at + 1] !== '\n') word += text[this.#at + 1]
        this.#at += 2
      } else if (char === '$' && text[this.#at + 1] === '(') {
        word += this.#substitution()
      } else {
        word += char
        this.#at += 1
      }
    }
    this.#at += 1
    return word
  }

  /** A `$( … )` as written; nesting is counted, quotes inside are taken literally, here-documents are stepped over. */
  #substitution(): string {
    const text = this.#text
    const start = this.#at
    let depth = 0
    while (this.#at < text.length) {
      const char = text[this.#at]
      this.#at += 1
      if (char === '<' && text[this.#at] === '<') this.#stepOverHeredoc()
      if (char === '(') depth += 1
      else if (char === ')' && --depth === 0) break
    }
    return text.slice(start, this.#at)
  }

  /** Steps to the closing line of the here-document that starts with `<<` here; stays when there is none. */
  #stepOverHeredoc(): void {
    const text = this.#text
    const opening = /^<-?[ \t]{0,8}(?:'([^'\n]{1,80})'|"([^"\n]{1,80})"|(\w{1,80}))/.exec(
      text.slice(this.#at, this.#at + 100),
    )
    const delimiter = opening?.[1] ?? opening?.[2] ?? opening?.[3]
    const body = delimiter === undefined ? -1 : text.indexOf('\n', this.#at)
    if (body < 0 || this.#unclosed.has(opening?.[0] as string)) return
    const tabs = opening?.[0].startsWith('<-') === true ? /^\t*/ : /^/
    for (let at = body; at >= 0; at = text.indexOf('\n', at + 1)) {
      const end = text.indexOf('\n', at + 1)
      if (text.slice(at + 1, end < 0 ? undefined : end).replace(tabs, '') !== delimiter) continue
      this.#at = at + 1
      return
    }
    // Not found from here, so not from any later place either: looked for once.
    this.#unclosed.add(opening?.[0] as string)
  }

  #readHeredocs(): void {
    for (const { delimiter, stripTabs, bodies } of this.#pending.splice(0)) {
      const lines: string[] = []
      while (this.#at < this.#text.length) {
        const end = this.#text.indexOf('\n', this.#at)
        const line = this.#text.slice(this.#at, end < 0 ? undefined : end)
        this.#at = end < 0 ? this.#text.length : end + 1
        if ((stripTabs ? line.replace(/^\t+/, '') : line) === delimiter) break
        lines.push(line)
      }
      bodies.push(lines.join('\n'))
    }
  }
}
