import type { Rule } from '../rule.ts'

/** Private keys in armour, whole or torn, plain or as base64. */
export const privateKey: readonly Rule[] = [
  {
    id: 'private-key',
    title: 'Private key in PEM, OpenSSH or PGP armour',
    keywords: ['-----BEGIN '],
    kind: 'shape',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:[^-"\\]|\\[^-]|"(?:[ \t+,.\\\r]{0,8}\n|[A-Za-z0-9/])|-{1,4}[^-"\\]){20,16000}"?-----END [A-Z0-9 ]{4,64}-----/,
    insideWord: true,
    test: { form: 'armour' },
    examples: {
      secret: [
        '-----BEGIN RSA PRIVATE KEY-----\n<64>\n<64>\n<22>==\n-----END RSA PRIVATE KEY-----',
        '-----BEGIN PRIVATE KEY-----\\n<64>\\n<32>\\n-----END PRIVATE KEY-----',
        '"-----BEGIN EC PRIVATE KEY-----\\n" +\n"<64>\\n" +\n"-----END EC PRIVATE KEY-----"',
      ],
      clean: [
        '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
        '-----BEGIN PUBLIC KEY-----\n<64>\n-----END PUBLIC KEY-----',
        '-----BEGIN CERTIFICATE-----\n<64>\n-----END CERTIFICATE-----',
        'looks for "-----BEGIN RSA PRIVATE KEY-----" in the file',
      ],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc7468',
  },
  {
    id: 'private-key-part',
    title: 'First part of a private key in armour',
    keywords: ['-----BEGIN '],
    kind: 'shape',
    pattern: /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\s]|\\[nrt]){20,9600}/,
    insideWord: true,
    test: { form: 'armour' },
    examples: {
      secret: ['-----BEGIN OPENSSH PRIVATE KEY-----\n<64>\n<64>'],
      clean: ['-----BEGIN PRIVATE KEY----- is how it starts'],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc7468',
  },
  {
    id: 'private-key-base64',
    title: 'Private key in armour, as base64',
    keywords: ['LS0tLS1CRUdJTi'],
    kind: 'shape',
    pattern:
      /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVEUg|BFTkNSWVBURUQgUFJJVkFUR|BEU0EgUFJJVkFUR)[A-Za-z0-9+/]{40,16000}={0,2}/,
    examples: {
      secret: ['client-key-data: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk<80>=='],
      clean: ['certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk<80>=='],
    },
    page: 'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/',
  },
  {
    id: 'putty-private-key',
    title: 'Private part of a PuTTY key',
    keywords: ['Private-Lines:'],
    kind: 'shape',
    pattern: /Private-Lines: \d{1,3}(?:\\[nr]|\s){1,4}((?:[A-Za-z0-9+/=]{4,64}(?:\\[nr]|\s){0,4}){1,100})/,
    test: { entropy: 3 },
    examples: { secret: ['Private-Lines: 1\n<64>'], clean: ['Private-Lines: 14'] },
    page: 'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
  },
  {
    id: 'age-secret-key',
    title: 'age identity',
    keywords: ['AGE-SECRET-KEY-1'],
    kind: 'shape',
    pattern: /AGE-SECRET-KEY-1[0-9A-Z]{58}(?![A-Za-z0-9])/,
    test: { entropy: 2 },
    examples: { secret: ['AGE-SECRET-KEY-1<58 upper>'], clean: ['AGE-SECRET-KEY-1...', 'AGE-SECRET-KEY-1<20 upper>'] },
    page: 'https://github.com/C2SP/C2SP/blob/main/age.md',
  },
]
