import { parseShell, type ShellCommand } from '@ses/model'

/** A commit as the output of a command names it. */
export interface FoundCommit {
  /** Full or abbreviated, lower case. */
  readonly sha: string
  readonly branch?: string
  readonly subject?: string
}

const MAX_LINE = 500
const MENTIONS = /\b(?:commit|merge|cherry-pick|revert|rebase|am|pull|ci|desc|describe|squash|new)\b/

/**
 * The commits a shell line made, as git, jj or gh report them in its output; only for lines that run a committing command, so
 * that text which merely looks like a report counts for nothing.
 */
export function commitsOf(command: string, output: string): FoundCommit[] {
  if (!MENTIONS.test(command)) return []
  const parts = parseShell(command)
  const makers = parts.map(makerOf)
  const found: FoundCommit[] = []
  if (makers.includes('git')) {
    for (const commit of lineMatches(output, '] ', GIT_LINE, ([, branch, sha, subject]) =>
      gitCommit(branch as string, sha as string, subject as string),
    ))
      found.push(commit)
    if (found.length === 0) found.push(...askedAfter(parts, makers, output))
  }
  if (makers.includes('jj')) {
    const parents = lineMatches(output, 'Parent commit', JJ_LINE, ([, sha, branch, subject]) => ({
      sha: sha as string,
      ...(branch === undefined ? {} : { branch }),
      ...(subject === undefined || subject.startsWith('(no description') ? {} : { subject }),
    }))
    found.push(...parents)
  }
  if (makers.includes('gh')) {
    const merged = /"sha": ?"([0-9a-f]{40})"/.exec(output)
    if (merged !== null && /"merged": ?true/.test(output)) found.push({ sha: merged[1] as string })
  }
  const seen = new Set<string>()
  return found.filter(({ sha }) => !seen.has(sha) && seen.add(sha))
}

/** `[main (root-commit) 1a2b3c4] subject`, `[detached HEAD 1a2b3c4] subject`. */
const GIT_LINE = /^\[(.{1,250}) ([0-9a-f]{4,40})\] (.*)$/
/** `Parent commit (@-)      : qpvuntsm 230dd059 main | subject`. */
const JJ_LINE = /^Parent commit \(@-\) *: [k-z]{4,32} ([0-9a-f]{6,40})(?: ([^|]{1,250}?) \|)? (.+)$/

function gitCommit(head: string, sha: string, subject: string): FoundCommit | undefined {
  const branch = head.replace(/ \(root-commit\)$/, '')
  // Branch names hold no blanks: anything else in brackets is no report of git.
  if (branch !== 'detached HEAD' && /[\s~^:?*[\\]/.test(branch)) return undefined
  return { sha, ...(branch === 'detached HEAD' ? {} : { branch }), ...(subject === '' ? {} : { subject }) }
}

function lineMatches(
  output: string,
  needle: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => FoundCommit | undefined,
): FoundCommit[] {
  const found: FoundCommit[] = []
  for (let at = output.indexOf(needle); at >= 0; ) {
    const start = output.lastIndexOf('\n', at) + 1
    const newline = output.indexOf('\n', at)
    const end = newline < 0 ? output.length : newline
    const match = end - start > MAX_LINE ? null : pattern.exec(output.slice(start, end).trimEnd())
    const commit = match === null ? undefined : read(match)
    if (commit !== undefined) found.push(commit)
    at = output.indexOf(needle, end)
  }
  return found
}

type Maker = 'git' | 'jj' | 'gh' | undefined

const GIT_MAKERS = new Set(['commit', 'merge', 'cherry-pick', 'revert', 'rebase', 'am', 'pull', 'ci', 'citool'])

function makerOf({ words }: ShellCommand): Maker {
  const program = (words[0] as string).replace(/^.*[\\/]/, '').replace(/\.exe$/i, '')
  if (program === 'git') return GIT_MAKERS.has(subcommand(words)[0] ?? '') ? 'git' : undefined
  if (program === 'jj')
    return /^(?:commit|ci|describe|desc|squash|new)$/.test(subcommand(words)[0] ?? '') ? 'jj' : undefined
  if (program === 'gh')
    return words[1] === 'api' && words.some((word) => /\/pulls\/\d+\/merge$/.test(word)) ? 'gh' : undefined
  return undefined
}

/** The words from git's own command on: its global options are stepped over. */
function subcommand(words: readonly string[]): readonly string[] {
  let at = 1
  while (words[at]?.startsWith('-') === true)
    at += /^(?:-c|-C|--git-dir|--work-tree|--namespace|-R|--repository)$/.test(words[at] as string) ? 2 : 1
  return words.slice(at)
}

/** A quiet commit named by a later question: `git log --oneline` by its subject, `&& git rev-parse HEAD` by its place. */
function askedAfter(parts: readonly ShellCommand[], makers: readonly Maker[], output: string): FoundCommit[] {
  const found: FoundCommit[] = []
  for (const [at, part] of parts.entries()) {
    const [command, ...words] = makers[at] === 'git' ? subcommand(part.words) : []
    if (command !== 'commit') continue
    const subject = subjectOf(words, part.heredocs)
    if (subject !== undefined && subject.length > 2) {
      found.push(
        ...lineMatches(output, ` ${subject}`, LOG_LINE, ([, sha, told]) =>
          told === subject ? { sha: sha as string, subject } : undefined,
        ),
      )
    }
  }
  const last = parts.at(-1) as ShellCommand
  const commit = makers.lastIndexOf('git')
  const direct = commit < parts.length - 1 && parts.slice(commit, -1).every((part) => part.next === '&&')
  if (found.length > 0 || !direct || last.words[0] !== 'git') return found
  const [command, ...options] = subcommand(last.words)
  const answer = output.trimEnd()
  const line = answer.slice(answer.lastIndexOf('\n') + 1).trim()
  const isHead = command === 'rev-parse' && options.at(-1) === 'HEAD' && /^[0-9a-f]{4,40}$/.test(line)
  return isHead && subcommand((parts[commit] as ShellCommand).words)[0] === 'commit' ? [{ sha: line }] : []
}

/** A line of `git log --oneline`, which names branches in parentheses. */
const LOG_LINE = /^([0-9a-f]{7,40}) (?:\((?:HEAD|tag:|[\w/.-]+[,)])[^)]{0,400}\)? )?(.+)$/

/** First line of the message that a `git commit` is given on the line itself. */
function subjectOf(words: readonly string[], heredocs: readonly string[]): string | undefined {
  const flag = words.findIndex((word) => /^-[a-zA-Z]*m$|^--message$/.test(word))
  const inline = words.find((word) => word.startsWith('--message='))?.slice('--message='.length)
  const message = inline ?? (flag < 0 ? heredocs.at(-1) : words[flag + 1])
  const lines = message?.split('\n', 2) ?? []
  const subject = lines[0]?.startsWith('$(') === true ? lines[1] : lines[0]
  return subject === undefined || /[$`]/.test(subject) ? undefined : subject.trim()
}
