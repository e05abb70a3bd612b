import { bySeverity, type FindingDraft, severities } from '../finding.ts'

/** What one reviewer reported. */
export interface ReviewerFindings {
  readonly reviewer: string
  readonly findings: readonly FindingDraft[]
}

interface Vote {
  readonly reviewer: string
  readonly finding: FindingDraft
}

/** Lines apart at most for two findings to be about the same place. */
const NEAR = 3
/** Share of words that two titles have in common to say the same. */
const ALIKE = 0.34

/**
 * Joins findings of several reviewers who did not see each other's answers: the same place and the same matter make one, with the number of
 * those who saw it. What they disagree on is kept in words. The result depends on the answers alone, not on who was faster.
 */
export function consensusOf(answers: readonly ReviewerFindings[]): FindingDraft[] {
  const votes = answers
    .flatMap(({ reviewer, findings }) => findings.map((finding) => ({ reviewer, finding })))
    .sort(byPlace)
  const groups: Vote[][] = []
  for (const vote of votes) {
    const group = groups.find(
      (members) =>
        members.every(({ reviewer }) => reviewer !== vote.reviewer) &&
        members.some(({ finding }) => isSame(finding, vote.finding)),
    )
    if (group === undefined) groups.push([vote])
    else group.push(vote)
  }
  return groups.map(join)
}

/** The surest and most detailed telling, the middle severity, and how sure they are together. */
function join(votes: readonly Vote[]): FindingDraft {
  const reviewers = votes.map(({ reviewer }) => reviewer).sort()
  const [best] = [...votes].sort(
    (a, b) =>
      b.finding.confidence - a.finding.confidence ||
      b.finding.message.length - a.finding.message.length ||
      (a.reviewer < b.reviewer ? -1 : 1),
  )
  const graded = votes.map(({ finding }) => finding.severity).sort(bySeverity)
  const severity = graded[Math.floor((graded.length - 1) / 2)]
  const doubt = votes.reduce((product, { finding }) => product * (1 - finding.confidence), 1)
  const conflicts = conflictsOf(votes)
  const finding = (best as Vote).finding
  return {
    ...finding,
    severity: severity ?? finding.severity,
    confidence: Math.round((1 - doubt) * 100) / 100,
    agreement: reviewers.length,
    providers: reviewers,
    ...(conflicts.length === 0 ? {} : { conflicts }),
  }
}

function conflictsOf(votes: readonly Vote[]): string[] {
  const words = (tell: (finding: FindingDraft) => string): string =>
    votes
      .map(({ reviewer, finding }) => `${reviewer}: ${tell(finding)}`)
      .sort()
      .join(', ')
  const ranks = votes.map(({ finding }) => severities.indexOf(finding.severity))
  const apart = Math.max(...ranks) - Math.min(...ranks)
  const kinds = new Set(votes.map(({ finding }) => finding.category))
  return [
    ...(apart >= 2 ? [`severity ${words(({ severity }) => severity)}`] : []),
    ...(kinds.size > 1 ? [`category ${words(({ category }) => category)}`] : []),
  ]
}

function isSame(a: FindingDraft, b: FindingDraft): boolean {
  if (a.evidence.file !== b.evidence.file) return false
  const [x, y] = [a.evidence.line, b.evidence.line]
  const alike = likeness(a.title, b.title) >= ALIKE || likeness(a.message, b.message) >= ALIKE
  if (x === null || y === null) return alike
  if (Math.abs(x - y) > NEAR) return false
  return alike || (x === y && a.category === b.category)
}

/** Words in common by all words, 0 to 1; numbers and short words do not count. */
function likeness(a: string, b: string): number {
  const [x, y] = [wordsOf(a), wordsOf(b)]
  const common = [...x].filter((word) => y.has(word)).length
  const all = new Set([...x, ...y]).size
  return all === 0 ? 0 : common / all
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])
}

function byPlace(a: Vote, b: Vote): number {
  const key = ({ reviewer, finding }: Vote): string =>
    JSON.stringify([
      finding.evidence.file ?? '',
      String(finding.evidence.line ?? 0).padStart(9, '0'),
      finding.category,
      finding.title,
      reviewer,
    ])
  const [x, y] = [key(a), key(b)]
  return x < y ? -1 : x > y ? 1 : 0
}
