import type { Rule } from '../rule.ts'

/** Private keys in armour. */
export const privateKey: readonly Rule[] = [
  {
    id: 'private-key',
    title: 'Private key in PEM, OpenSSH or PGP armour',
    keywords: ['-----BEGIN '],
    pattern: /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----[^-]{16,16384}(?:-[^-]{1,64}){0,40}-----END (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----/,
    insideWord: true,
    kind: 'shape',
    examples: { secret: [], clean: [] },
    page: 'https://www.rfc-editor.org/rfc/rfc7468',
  },
]
