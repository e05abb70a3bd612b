import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseTranscript } from '@ses/agents'
import { outcomeOf } from '@ses/classifier'
import { evaluateTypes } from '../packages/classifier/eval/evaluate.ts'
import { evaluate, readSessions, reportOn } from '../packages/patterns/eval/evaluate.ts'
import { evaluateSecrets } from '../packages/secrets/eval/evaluate.ts'
import { agentsTable } from './agents-table.ts'
import { reviewsTable } from './reviews-table.ts'

/** `npm run eval [-- agents|types|patterns|secrets|reviews]`: prints the figures of docs/ from the transcripts and labels that SES_CORPUS and SES_LABELS name. */
const wanted = process.argv.slice(2).filter((name) => name !== '--')
const corpus = process.env['SES_CORPUS']
if (corpus === undefined || !existsSync(corpus)) {
  process.stderr.write('eval: SES_CORPUS names no folder of transcripts\n  fix: SES_CORPUS=<folder> npm run eval\n')
  process.exit(2)
}
const labels = process.env['SES_LABELS'] ?? join(dirname(corpus), 'labels')
const print = (text: string): boolean => process.stdout.write(`${text}\n\n`)

if (wanted.length === 0 || wanted.includes('agents')) {
  const live = join(dirname(corpus), 'live')
  print(`# What is read of each agent\n\n${agentsTable(existsSync(live) ? [corpus, live] : [corpus])}`)
}

if (wanted.length === 0 || wanted.includes('types')) {
  const commits = readFileSync(join(labels, 'commits.tsv'), 'utf8')
  const own = readFileSync('packages/classifier/eval/sessions.tsv', 'utf8')
  const load = (file: string) => parseTranscript(readFileSync(join(corpus, file)), { path: file }).value
  print(evaluateTypes({ commits, sessions: { labels: own, load } }))
}

if (wanted.length === 0 || wanted.includes('patterns')) {
  const sessions = readSessions([corpus])
  const judged = evaluate(sessions, (session) => {
    const { state, confidence } = outcomeOf(session)
    return { outcome: state, confidence }
  })
  print(`# Detectors and grade over ${sessions.length} sessions\n\n${reportOn(judged)}`)
}

if (wanted.length === 0 || wanted.includes('secrets')) {
  print(evaluateSecrets(readFileSync(join(labels, 'secret-examples.jsonl'), 'utf8')))
}

if (wanted.length === 0 || wanted.includes('reviews'))
  print(`# Findings of the rules engine\n\n${await reviewsTable(corpus)}`)
