import type { Rule } from '../rule.ts'

/** Signed tokens. */
export const jsonWebToken: readonly Rule[] = [
  {
    id: 'jwt',
    title: 'JSON Web Token',
    keywords: ['eyJ'],
    pattern: /eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/,
    kind: 'shape',
    examples: { secret: [], clean: [] },
    page: 'https://www.rfc-editor.org/rfc/rfc7519',
  },
]
