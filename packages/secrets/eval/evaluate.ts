import { createHash } from 'node:crypto'
import { createMasker, type Found } from '../src/index.ts'

/** One labelled text: `{ expect, rule, text_b64 }`, base64 so that scanners leave the file alone. */
interface Row {
  readonly expect: 'secret' | 'clean'
  readonly rule: string
  readonly text_b64: string
}

interface Tally {
  secrets: number
  found: number
  clean: number
  flagged: number
}

/**
 * Recall and false positives per rule over labelled texts (JSON Lines), as text. Rules were developed against the half `dev`; `held` tells what
 * they are worth. A text's half is that of the first byte of its hash.
 */
export function evaluateSecrets(labels: string): string {
  const masker = createMasker()
  const rows = labels
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
  // A rule's negative example may be another rule's positive one: such a clean row says nothing about the text as a whole.
  const secretTexts = new Set(rows.filter(({ expect }) => expect === 'secret').map(({ text_b64 }) => text_b64))
  const halves = { dev: tally(), held: tally() }
  const rules = new Map<string, { secrets: number; clean: number }>()
  let contradictory = 0
  for (const row of rows) {
    const bytes = Buffer.from(row.text_b64, 'base64')
    const found = masker.find(bytes.toString('utf8'))
    count(halves[halfOf(bytes)], row, found)
    for (const rule of new Set(found.map((range) => range.rule))) {
      const entry = rules.get(rule) ?? { secrets: 0, clean: 0 }
      entry[row.expect === 'secret' ? 'secrets' : 'clean'] += 1
      rules.set(rule, entry)
    }
    if (row.expect === 'clean' && found.length > 0 && secretTexts.has(row.text_b64)) contradictory += 1
  }
  const all = tally()
  for (const half of Object.values(halves)) {
    for (const key of ['secrets', 'found', 'clean', 'flagged'] as const) all[key] += half[key]
  }
  const perRule = [...rules]
    .sort(([, a], [, b]) => b.clean - a.clean || b.secrets - a.secrets)
    .map(([rule, { secrets, clean }]) => `| ${rule} | ${secrets} | ${clean} |`)
  return [
    '# Secrets in labelled texts',
    '',
    ...Object.entries({ ...halves, all }).map(([name, part]) => describe(name, part)),
    `Of the clean rows flagged, ${contradictory} have a text that another row calls a secret.`,
    '',
    '| rule | rows labelled secret | rows labelled clean |',
    '|---|---:|---:|',
    ...perRule,
  ].join('\n')
}

function halfOf(bytes: Uint8Array): 'dev' | 'held' {
  return (createHash('sha256').update(bytes).digest()[0] as number) % 2 === 0 ? 'dev' : 'held'
}

function tally(): Tally {
  return { secrets: 0, found: 0, clean: 0, flagged: 0 }
}

function count(into: Tally, { expect }: Row, found: readonly Found[]): void {
  if (expect === 'secret') {
    into.secrets += 1
    if (found.length > 0) into.found += 1
  } else {
    into.clean += 1
    if (found.length > 0) into.flagged += 1
  }
}

function describe(name: string, { secrets, found, clean, flagged }: Tally): string {
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
  return `- ${name}: found ${found} of ${secrets} secrets (${percent(found, secrets)}), flagged ${flagged} of ${clean} clean rows (${percent(flagged, clean)})`
}
