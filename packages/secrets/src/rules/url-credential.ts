import type { Rule } from '../rule.ts'

/** Passwords in the user information of an address. */
export const urlCredential: readonly Rule[] = [
  {
    id: 'url-password',
    title: 'Password in a URL',
    keywords: ['://'],
    pattern: /:\/\/[^\s"'`<>@/:\\]{0,128}:([^\s"'`<>@/\\]{3,256})(?=@[\w[%-])/,
    insideWord: true,
    kind: 'context',
    test: { value: 'password' },
    examples: { secret: [], clean: [] },
    page: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  },
]
