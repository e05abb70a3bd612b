import type { Danger, DangerRule } from './danger.ts'

const DATABASE =
  /^(?:psql|mysql|mariadb|sqlite3?|mongosh?|mongo|clickhouse-client|sqlcmd|duckdb|cqlsh|cockroach|d1|snowsql|bq)$/
const DESTROYS =
  /\b(?:drop\s+(?:table|database|schema)|truncate\s+(?:table\s+)?["'`\w])(?![^;]{0,60}\b\w*(?:test|tmp|temp)\w*)|\.dropDatabase\(|\bflushall\b/i

const DROPPED: Danger = {
  what: 'tables or a database dropped or emptied',
  severity: 'concern',
  instead: 'Take a dump first, and ask before dropping or truncating data.',
}

/** Programs that mention a database client or its language without running it. */
const SPEAKING = /^(?:grep|rg|echo|printf|cat|which|git|sed)$/

/** Dropping or truncating, given to a database client as argument, here-document or through a pipe; test tables are left out. */
export const database: DangerRule = {
  hint: /\b(?:drop|truncate|dropdb|dropDatabase|flushall)\b/i,
  judge({ words, command, pipedInto }) {
    const [program = ''] = words
    if (program === 'dropdb') return DROPPED
    const client = SPEAKING.test(program) ? pipedInto?.words : words
    if (client?.some((word) => DATABASE.test(word.replace(/^.*\//, ''))) !== true) return undefined
    return [...words.slice(1), ...command.heredocs].some((text) => DESTROYS.test(text)) ? DROPPED : undefined
  },
}
