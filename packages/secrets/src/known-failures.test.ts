import { describe, expect, it } from 'vitest'
import { maskJsonLine } from './mask-json-line.ts'
import { createMasker } from './masker.ts'

const masker = createMasker()

// Put together here so that no scanner takes this file for a leak.
const base64 = (seed: number, length: number): string => {
  let state = seed
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[(state >>> 8) % 62]
  }
  return text
}
const PEM_LINES = Array.from({ length: 10 }, (_, line) => base64(line + 7, 64))

/** What other tools stored in clear: a text, and what must not be left of it. */
const missed: readonly (readonly [what: string, text: string, secrets: readonly string[]])[] = [
  [
    'multi-line private key',
    [`-----BEGIN ${'RSA PRIVATE'} KEY-----`, ...PEM_LINES, `-----END ${'RSA PRIVATE'} KEY-----`].join('\n'),
    PEM_LINES,
  ],
  ['AWS secret key', `aws_secret_access_key = ${base64(1, 40)}`, [base64(1, 40)]],
  [
    'JWT',
    `token ${['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhbGljZSIsImlhdCI6MX0', base64(2, 43)].join('.')}`,
    [base64(2, 43)],
  ],
  ['npm token', `using npm_${base64(3, 36)}`, [base64(3, 36)]],
  ['Hugging Face token', `using hf_${base64(4, 34).replace(/[0-9]/g, 'x')}`, [base64(4, 34).replace(/[0-9]/g, 'x')]],
  ['database URL', 'postgres://app:kT9-sPq2@db.internal:5432/app', ['kT9-sPq2']],
  ['password=', 'password=kT9-sPq2', ['kT9-sPq2']],
  ['Basic auth header', 'Authorization: Basic YWxpY2U6a1Q5LXNQcTI=', ['YWxpY2U6a1Q5LXNQcTI=']],
  ['x-api-key header', `x-api-key: ${base64(5, 32)}`, [base64(5, 32)]],
  [
    'webhook URL',
    `https://hooks.slack.com/services/T0${base64(6, 8).toUpperCase()}/B0${base64(7, 8).toUpperCase()}/${base64(8, 24)}`,
    [base64(8, 24)],
  ],
  ['SendGrid key', `using SG.${base64(9, 22)}.${base64(10, 43)}`, [base64(10, 43)]],
  ['Azure key', `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${base64(11, 86)}==`, [base64(11, 86)]],
]

describe.each(missed)('stored in clear elsewhere, masked here: a %s', (_, text, secrets) => {
  const lines = text.split('\n')
  const places: [place: string, written: string][] = [
    ['across lines', `before\n${text}\nafter`],
    ['in escaped JSON', JSON.stringify({ output: `before\n${text}\nafter` })],
    ['in JSON that is escaped twice', JSON.stringify({ arguments: JSON.stringify({ content: `a\n${text}\n` }) })],
    ['in a dump of the environment', `PATH=/usr/bin\nNOTE='${text}'\nHOME=/root`],
    ['in a diff', `@@ -1 +1 @@\n${lines.map((line) => `+${line}`).join('\n')}\n`],
    ...(lines.length === 1
      ? [['in a URL', `curl 'https://host.test/?next=${encodeURIComponent(text)}'`] satisfies [string, string]]
      : []),
  ]
  it.each(places)('%s', (__, written) => {
    const masked = written.startsWith('{') ? maskJsonLine(written, masker) : masker.mask(written).text
    for (const secret of secrets) expect(masked).not.toContain(secret)
    if (written.startsWith('{')) JSON.parse(masked)
  })
})

it.each(['sk-this-is-a-perfectly-normal-css-class-name-here', 'my-task-management-application-with-a-long-name-v2'])(
  'masked elsewhere, left alone here: %s',
  (text) => {
    expect(masker.mask(`<div class="${text}">`).text).toBe(`<div class="${text}">`)
  },
)
