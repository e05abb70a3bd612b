import type { Rule } from '../rule.ts'

/** Stored password hashes, which can be guessed offline. */
export const passwordHash: readonly Rule[] = [
  {
    id: 'password-hash',
    title: 'Password hash in crypt form',
    keywords: ['$1$', '$2a$', '$2b$', '$2y$', '$5$', '$6$', '$8$', '$y$', '$argon2i'],
    kind: 'shape',
    pattern:
      /\$(?:2[aby]\$\d\d\$[A-Za-z0-9./]{53}|[156]\$(?:rounds=\d{1,9}\$)?[A-Za-z0-9./]{2,16}\$[A-Za-z0-9./]{22,86}|8\$[A-Za-z0-9./]{8,16}\$[A-Za-z0-9./]{43}|y\$[A-Za-z0-9./]{1,8}\$[A-Za-z0-9./]{1,86}\$[A-Za-z0-9./]{43}|argon2id?\$v=\d{1,3}\$[a-z0-9=,]{5,60}\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{22,128})(?![A-Za-z0-9./])/,
    insideWord: true,
    test: { entropy: 3 },
    examples: {
      secret: ['$2b$12$<53>', '$6$<8>$<86>', 'root:$1$<8>$<22>:0'],
      clean: ['$2b$12$<20>', '$1$2', 's/$1$2/x/'],
    },
    page: 'https://man7.org/linux/man-pages/man5/crypt.5.html',
  },
  {
    id: 'kerberos-hash',
    title: 'Kerberos ticket hash',
    keywords: ['$krb5asrep$', '$krb5tgs$'],
    kind: 'shape',
    pattern: /\$krb5(?:asrep|tgs)\$\d{1,2}\$[^\s"'$]{1,200}\$?[0-9a-f$]{64,4000}/,
    insideWord: true,
    examples: { secret: ['$krb5asrep$23$user@DOMAIN:<32 hex>$<200 hex>'], clean: ['$krb5asrep$23$user'] },
    page: 'https://hashcat.net/wiki/doku.php?id=example_hashes',
  },
]
