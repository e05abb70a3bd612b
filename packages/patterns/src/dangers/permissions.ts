import type { DangerRule } from './danger.ts'
import { isDisposable } from './place.ts'

/** `chmod 777` and its like. */
export const permissions: DangerRule = {
  hint: /\bchmod\b/,
  judge({ words: [program, ...rest], place }) {
    if (program !== 'chmod') return undefined
    const mode = rest.find((word) => !/^-[a-zA-Z]*R|^--/.test(word)) ?? ''
    if (!/^0?777$|^(?:a|ugo)\+[rx]*w|^o\+[rx]*w/.test(mode)) return undefined
    const targets = rest.slice(rest.indexOf(mode) + 1)
    if (targets.length > 0 && targets.every((target) => isDisposable(target, place))) return undefined
    return {
      what: 'permissions opened to everyone',
      severity: 'warning',
      instead: 'Give the permission to the one user or group that needs it.',
    }
  },
}
