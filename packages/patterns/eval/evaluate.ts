import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { agents, attachSubagents, parseTranscript } from '@ses/agents'
import type { Session } from '@ses/model'
import { createMasker, maskSession } from '@ses/secrets'
import { detectors, detectPatterns, type Finding, type GradeOutcome, grade, opportunitiesOf } from '../src/index.ts'
import { spearman } from './spearman.ts'

/** What the detectors and the grade made of one session. */
export interface Evaluated {
  readonly file: string
  readonly session: Session
  readonly findings: readonly Finding[]
  readonly score: number
  readonly letter: string
  readonly calls: number
}

/** Sessions with at least this many calls, the graded ones, are the base of all figures. */
export const GRADED_CALLS = 3

/** Reads every transcript below the folders that a built-in agent recognises, each session once: its longest copy. */
export function readSessions(folders: readonly string[]): { file: string; session: Session }[] {
  const known = new Set(agents.map((agent) => agent.id))
  const masker = createMasker()
  const parsed = folders.flatMap(filesBelow).flatMap((file) => {
    const session = parseTranscript(readFileSync(file), { path: file }).value
    return known.has(session.agent) && session.events.length > 0 ? [{ file, session }] : []
  })
  const longest = new Map<string, { file: string; session: Session }>()
  for (const each of parsed.filter(({ session }) => session.parent === undefined)) {
    const key = `${each.session.agent} ${each.session.id}`
    if ((longest.get(key)?.session.events.length ?? 0) < each.session.events.length) longest.set(key, each)
  }
  const children = parsed.filter(({ session }) => session.parent !== undefined).map(({ session }) => session)
  return [...longest.values()].map(({ file, session }) => {
    const own = children.filter((child) => child.parent?.sessionId === session.id)
    return { file, session: maskSession(attachSubagents(session, own), masker) }
  })
}

/** Detects and grades; without `outcomeOf` no outcome is known, and the figures are those of the process alone. */
export function evaluate(
  sessions: readonly { file: string; session: Session }[],
  outcomeOf: (session: Session) => GradeOutcome = () => ({}),
): Evaluated[] {
  return sessions.flatMap(({ file, session }) => {
    const opportunities = opportunitiesOf(session)
    if (opportunities.calls < GRADED_CALLS) return []
    const findings = detectPatterns(session)
    const { score, letter } = grade(findings, opportunities, { outcome: outcomeOf(session) })
    return [{ file, session, findings, score, letter, calls: opportunities.calls }]
  })
}

/** The report that `pnpm eval` prints, as Markdown. */
export function reportOn(evaluated: readonly Evaluated[]): string {
  const scores = evaluated.map((each) => each.score).sort((a, b) => a - b)
  const at = (share: number): number => scores[Math.min(scores.length - 1, Math.floor(share * scores.length))] ?? 0
  const letters = ['A+', 'A', 'B', 'C', 'D', 'F'].map(
    (letter) => `${letter} ${evaluated.filter((each) => each.letter === letter).length}`,
  )
  const rho = spearman(
    evaluated.map((each) => each.score),
    evaluated.map((each) => each.calls),
  )
  const rows = detectors.map(({ id }) => {
    const firing = evaluated.filter((each) => each.findings.some((finding) => finding.id === id))
    const findings = evaluated.reduce(
      (sum, each) => sum + each.findings.filter((finding) => finding.id === id).length,
      0,
    )
    return `| ${id} | ${findings} | ${firing.length} | ${((100 * firing.length) / Math.max(1, evaluated.length)).toFixed(1)} % |`
  })
  return [
    `${evaluated.length} sessions with at least ${GRADED_CALLS} calls, ${evaluated.reduce((sum, each) => sum + each.calls, 0)} calls`,
    '',
    '| detector | findings | sessions | base rate |',
    '|---|---:|---:|---:|',
    ...rows,
    '',
    `Scores: lowest ${at(0)}, quartiles ${at(0.25)} / ${at(0.5)} / ${at(0.75)}, highest ${at(1)}; ${letters.join(', ')}`,
    `Spearman(score, calls) = ${rho.toFixed(3)}`,
  ].join('\n')
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return /\.jsonl?$/.test(path) ? [path] : []
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
