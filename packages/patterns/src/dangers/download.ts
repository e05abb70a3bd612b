import type { Danger, DangerRule } from './danger.ts'

const PIPED: Danger = {
  what: 'a download run by a shell',
  severity: 'warning',
  instead: 'Download to a file, read it, then run it; or use a package manager.',
}

const SUBSTITUTED = /^\$\((?:curl|wget)\s/

/** `curl … | sh`, `bash -c "$(curl …)"`, `eval "$(wget …)"`. */
export const download: DangerRule = {
  hint: /\b(?:curl|wget)\b/,
  judge({ words: [program = '', argument = ''], pipedInto }) {
    if (SUBSTITUTED.test(program)) return PIPED
    if ((program === 'eval' || program === 'source') && SUBSTITUTED.test(argument)) return PIPED
    const fetches = program === 'curl' || program === 'wget'
    return fetches && /^(?:.*\/)?(?:ba|z|da|k)?sh$/.test(pipedInto?.words[0] ?? '') ? PIPED : undefined
  },
}
