import { optionsOf } from './command-options.ts'
import type { DangerRule } from './danger.ts'
import { isDisposable } from './place.ts'

/** `rm -r` and its like, of anything that is not temporary, rebuilt or the session's own. */
export const removal: DangerRule = {
  hint: /\brm\b|remove-item/i,
  judge({ words: [program, ...rest], place }) {
    const options = optionsOf(rest)
    const recursive =
      program === 'rm'
        ? /[rR]/.test(options.short) || options.long.has('--recursive')
        : /^remove-item$/i.test(program ?? '') && rest.some((word) => /^-(?:recurse|r)$/i.test(word))
    if (!recursive) return undefined
    if (options.plain.every((target) => isDisposable(target, place))) return undefined
    const { removed } = place
    if (removed.length > 0 && removed.every((path) => isDisposable(path, { ...place, directory: '' }))) return undefined
    return {
      what: 'recursive removal outside temporary and build directories',
      severity: 'concern',
      instead: 'Name exactly what to delete, and move it aside or commit first so that it can be brought back.',
    }
  },
}
