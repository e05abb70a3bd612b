import { evaluate, readSessions, reportOn } from './evaluate.ts'

process.stdout.write(`${reportOn(evaluate(readSessions(process.argv.slice(2))))}\n`)
