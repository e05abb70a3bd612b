import type { Rule } from '../rule.ts'

/** Values assigned to names that promise a secret. */
export const assignment: readonly Rule[] = [
  {
    id: 'password',
    title: 'Value of a password field',
    keywords: ['password', 'PASSWORD', 'Password', 'passwd', 'PASSWD'],
    pattern: /[A-Za-z]{6,8}[\w.-]{0,32}\\{0,8}["'`]?[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}\\{0,8}["'`]?([^\s"'`\\,;<>]{4,200})/,
    insideWord: true,
    kind: 'context',
    test: { value: 'password' },
    examples: { secret: [], clean: [] },
  },
  {
    id: 'secret',
    title: 'Value of a secret, token or key field',
    keywords: ['secret', 'SECRET', 'Secret', 'token', 'TOKEN', 'Token', 'api_key', 'API_KEY', 'apiKey', 'apikey'],
    pattern: /[A-Za-z_]{5,7}[\w.-]{0,32}\\{0,8}["'`]?[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}\\{0,8}["'`]?([^\s"'`\\,;<>]{8,400})/,
    insideWord: true,
    kind: 'context',
    test: { value: 'token' },
    examples: { secret: [], clean: [] },
  },
]
