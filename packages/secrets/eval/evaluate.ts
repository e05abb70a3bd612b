import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createMasker } from '@ses/secrets'

// Usage: evaluate.ts <labels.jsonl> [--misses dev|held]   Rows: { expect: 'secret' | 'clean', rule, text_b64 }.
// Rules are developed against the half `dev` only; `held` tells what they are worth. Halves by the first byte of a text's hash.

interface Row {
  readonly expect: 'secret' | 'clean'
  readonly rule: string
  readonly text_b64: string
}

interface Tally {
  secrets: number
  hit: number
  clean: number
  flagged: number
}

const [path, option, shown] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: evaluate <labels.jsonl> [--misses dev|held]')

const masker = createMasker()
const halves: Record<string, Tally> = { dev: tally(), held: tally() }
const hitsByRule = new Map<string, { hit: number; flagged: number }>()
const recallByLabel = new Map<string, Tally>()
const seen = new Set<string>()
const lines = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
// A rule's negative example may be another rule's positive one: such clean rows say nothing about a text as a whole.
const secretTexts = new Set(
  lines
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => row.expect === 'secret')
    .map((row) => row.text_b64),
)
let contradictory = 0

for (const line of lines) {
  const row = JSON.parse(line) as Row
  const bytes = Buffer.from(row.text_b64, 'base64')
  const text = bytes.toString('utf8')
  const half = (createHash('sha256').update(bytes).digest()[0] as number) % 2 === 0 ? 'dev' : 'held'
  const found = masker.find(text)
  count(halves[half] as Tally, row, found.length > 0)
  const family = row.rule.replace(/\.[^.]*$/, '')
  if (!recallByLabel.has(family)) recallByLabel.set(family, tally())
  count(recallByLabel.get(family) as Tally, row, found.length > 0)
  for (const rule of new Set(found.map((range) => range.rule))) {
    const entry = hitsByRule.get(rule) ?? { hit: 0, flagged: 0 }
    if (row.expect === 'secret') entry.hit += 1
    else entry.flagged += 1
    hitsByRule.set(rule, entry)
  }
  if (row.expect === 'clean' && found.length > 0 && secretTexts.has(row.text_b64)) contradictory += 1
  const wrong = found.length > 0 !== (row.expect === 'secret')
  const key = `${row.expect} ${row.rule} ${text}`
  if (option === '--misses' && shown === half && wrong && !seen.has(key)) {
    seen.add(key)
    console.log(
      `## ${row.expect} ${row.rule} ${found.map((range) => range.rule).join(',')}\n${text.trim().slice(0, 400)}`,
    )
  }
}

console.log('\nrule                              secrets  clean flagged')
for (const [rule, { hit, flagged }] of [...hitsByRule].sort(
  (a, b) => b[1].flagged - a[1].flagged || b[1].hit - a[1].hit,
)) {
  console.log(`${rule.padEnd(34)}${String(hit).padStart(6)}${String(flagged).padStart(9)}`)
}
console.log('\nlabels with less than all found')
for (const [label, { secrets, hit, clean, flagged }] of recallByLabel) {
  if (hit < secrets || flagged > 0)
    console.log(`${label.padEnd(34)}${hit}/${secrets} found, ${flagged}/${clean} flagged`)
}
const all = tally()
for (const [half, part] of Object.entries(halves)) {
  print(half, part)
  for (const key of ['secrets', 'hit', 'clean', 'flagged'] as const) all[key] += part[key]
}
print('all', all)
console.log(`of the clean rows flagged, ${contradictory} have a text that another row calls a secret`)

function tally(): Tally {
  return { secrets: 0, hit: 0, clean: 0, flagged: 0 }
}

function count(into: Tally, row: Row, found: boolean): void {
  if (row.expect === 'secret') {
    into.secrets += 1
    if (found) into.hit += 1
  } else {
    into.clean += 1
    if (found) into.flagged += 1
  }
}

function print(name: string, { secrets, hit, clean, flagged }: Tally): void {
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
  console.log(
    `${name.padEnd(5)} found ${hit}/${secrets} = ${percent(hit, secrets)}   clean flagged ${flagged}/${clean} = ${percent(flagged, clean)}`,
  )
}
