import { optionsOf } from './command-options.ts'
import type { DangerRule } from './danger.ts'
import { isTemporary } from './place.ts'

/** Throwing work away, and rewriting what is published. */
export const git: DangerRule = {
  hint: /\bgit\b[^\n]{0,200}\b(?:reset|clean|checkout|restore|push)\b/,
  judge({ words: [program, ...rest], place }) {
    if (program !== 'git' || isTemporary(place.directory)) return undefined
    // Options of git itself come before the verb; `-C` and `-c` take a value.
    let at = 0
    while (at < rest.length && rest[at]?.startsWith('-')) at += rest[at] === '-C' || rest[at] === '-c' ? 2 : 1
    const verb = rest[at]
    const { short, long, plain } = optionsOf(rest.slice(at + 1))
    if (long.has('--dry-run') || (verb === 'clean' && short.includes('n'))) return undefined
    if (verb === 'reset' && long.has('--hard')) {
      return {
        what: 'git reset --hard',
        severity: 'concern',
        instead: 'Stash or commit before resetting, or use `git reset --keep`.',
      }
    }
    if (verb === 'clean' && (short.includes('f') || long.has('--force'))) {
      return {
        what: 'git clean',
        severity: 'warning',
        instead: 'Look at `git clean -n` first; untracked files cannot be brought back.',
      }
    }
    if (
      (verb === 'checkout' && plain.includes('.')) ||
      (verb === 'restore' && plain.includes('.') && !long.has('--staged'))
    ) {
      return {
        what: 'all uncommitted changes discarded',
        severity: 'warning',
        instead: 'Stash first, or restore single files.',
      }
    }
    if (verb !== 'push') return undefined
    if (short.includes('f') || long.has('--force') || plain.slice(1).some((word) => word.startsWith('+'))) {
      return {
        what: 'git push --force',
        severity: 'concern',
        instead: 'Use `git push --force-with-lease`, after asking.',
      }
    }
    return long.has('--force-with-lease')
      ? { what: 'git push --force-with-lease', severity: 'info', instead: 'Ask before rewriting a published branch.' }
      : undefined
  },
}
