// What other tools do with ses: one call, one plain JSON answer. Run: node examples/analyze.mjs [transcript]
import { readFile } from 'node:fs/promises'
import { analyzeSession } from '@ses/core'

const path = process.argv[2] ?? new URL('claude-code-bugfix.jsonl', import.meta.url)
const { summary, grade, findings, usage } = await analyzeSession(await readFile(path))

console.log(`${summary.session.summary} (${summary.session.type}, risk ${summary.session.risk})`)
console.log(`grade ${grade.letter}, ${usage.responses} model responses, ${usage.costUsd?.toFixed(2) ?? 'no price'} USD`)
for (const finding of findings) console.log(`- ${finding.id} at event ${finding.events[0]}: ${finding.detail}`)
