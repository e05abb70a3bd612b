import { filesOfPatch } from '../patch.ts'
import type { RawTouch } from '../raw-touch.ts'
import { readArguments } from './shell-arguments.ts'
import { type FedCommand, movedTouches, touchesOf } from './shell-program.ts'
import { always, GREP, searched } from './shell-searches.ts'

const GIT_OPTIONS = new Set(['-c', '-C', '--git-dir', '--work-tree', '--namespace', '--exec-path'])

/** What a git command does to files of the work tree. */
export function git({ words, input, piped }: FedCommand): RawTouch[] {
  let at = 0
  let directory = ''
  while (words[at]?.startsWith('-') === true) {
    if (words[at] === '-C') directory = `${words[at + 1] ?? '.'}/`
    at += GIT_OPTIONS.has(words[at] as string) ? 2 : 1
  }
  const touches = gitTouches(words[at] ?? '', words.slice(at + 1), input, piped)
  if (directory === '') return touches
  return touches.map((touch) => ({
    ...touch,
    path: directory + touch.path,
    ...(touch.to === undefined ? {} : { to: directory + touch.to }),
  }))
}

function gitTouches(command: string, words: readonly string[], input: string | undefined, piped: boolean): RawTouch[] {
  switch (command) {
    case 'rm': {
      const { plain, options } = readArguments(words)
      return options.has('cached') ? [] : touchesOf(plain, 'delete')
    }
    case 'mv':
      return movedTouches(readArguments(words))
    case 'grep': {
      const read = readArguments(words, GREP)
      if (read.afterDashes !== undefined) return touchesOf(read.afterDashes, 'search')
      return searched(read, 'search', piped, always)
    }
    case 'ls-files':
    case 'ls-tree': {
      const { afterDashes } = readArguments(words, { short: 'xX', long: 'exclude' })
      return touchesOf(afterDashes ?? ['.'], 'list')
    }
    case 'show':
    case 'cat-file':
      return words.flatMap((word) => {
        const path = /^[^\s:]{2,}:(?!\/\/)(.+)$/.exec(word)?.[1]
        return path === undefined || word.startsWith('-') ? [] : [{ path, operation: 'read' as const }]
      })
    case 'blame':
    case 'annotate': {
      const { plain } = readArguments(words, { short: 'LSCM', long: 'since ignore-rev ignore-revs-file' })
      return plain.length === 0 ? [] : [{ path: plain.at(-1) as string, operation: 'read' }]
    }
    case 'diff':
      return touchesOf(readArguments(words).afterDashes ?? [], 'search')
    case 'checkout':
      return touchesOf(readArguments(words).afterDashes ?? [], 'write')
    case 'restore': {
      const { plain, options } = readArguments(words, { short: 's', long: 'source' })
      const indexOnly = (options.has('staged') || options.has('S')) && !options.has('worktree') && !options.has('W')
      return indexOnly ? [] : touchesOf(plain, 'write')
    }
    case 'apply':
      // Only the index, or only a look at the patch.
      if (words.some((word) => /^--(?:cached|check|stat|numstat|summary)$/.test(word))) return []
      return input === undefined ? [] : filesOfPatch(input)
    default:
      return []
  }
}
