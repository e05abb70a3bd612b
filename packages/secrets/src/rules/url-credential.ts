import type { Rule } from '../rule.ts'

/** Credentials in addresses. */
export const urlCredential: readonly Rule[] = [
  {
    id: 'url-password',
    title: 'Password in a URL',
    keywords: ['://'],
    kind: 'shape',
    pattern: /:\/\/[^\s"'`<>@/\\:?#,;(){}]{0,128}:([^\s"'`<>/\\?#]{1,256})(?=@[A-Za-z0-9[_-])/,
    insideWord: true,
    test: { value: 'argument', form: 'pair' },
    examples: {
      secret: [
        'postgres://app:Wq8-zT4k@db.internal:5432/app',
        'https://alice:hunter2@host.test/x',
        'redis://:<32>@cache:6379',
      ],
      clean: [
        'postgres://user:password@localhost/db',
        'http://localhost:3000/@scope/name',
        'https://${USER}:${PASS}@host',
        'postgres://<user>:<password>@host/db',
        'ssh://git@github.com:22/x',
      ],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  },
  {
    id: 'url-token',
    title: 'Token in place of a user name in a URL',
    keywords: ['://'],
    kind: 'shape',
    pattern: /:\/\/([\w.~%-]{20,256})(?::x-oauth-basic|:)?(?=@[A-Za-z0-9])/,
    insideWord: true,
    test: { value: 'key' },
    examples: {
      secret: ['https://<32>@host.test/x.git'],
      clean: ['https://github.com/@scope', 'ssh://organisation-service-account@host'],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  },
]
