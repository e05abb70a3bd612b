import type { Rule } from '../rule.ts'

/** Signed tokens that carry their claims. */
export const jsonWebToken: readonly Rule[] = [
  {
    id: 'jwt',
    title: 'JSON Web Token',
    keywords: ['eyJ'],
    kind: 'shape',
    pattern: /eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{10,1500}/,
    test: { entropy: 3.5 },
    examples: {
      secret: ['Cookie: session=eyJhbGciOiJIUzI1NiJ9.eyJ<40>.<43>'],
      clean: ['eyJhbGciOiJIUzI1NiJ9', 'eyJhbGciOiJub25lIn0.eyJ<40>.'],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc7519',
  },
  {
    id: 'jwe',
    title: 'Encrypted JSON Web Token',
    keywords: ['eyJ'],
    kind: 'shape',
    pattern: /eyJ[\w-]{16,1000}\.[\w-]{0,1000}\.[\w-]{16,64}\.[\w-]{16,6000}\.[\w-]{22,44}(?![\w.-])/,
    test: { entropy: 3.5 },
    examples: {
      secret: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..<16>.<60>.<22>'],
      clean: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0'],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc7516',
  },
]
