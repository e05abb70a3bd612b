import { createHash } from 'node:crypto'
import { defaultTextLimits } from '@ses/core'
import { createRulesEngine, diffSize, editsDiff, reportReview } from '@ses/reviews'
import { findTranscripts } from '@ses/sources'
import { analyzeTranscript } from '../apps/cli/src/analysis/analyze-transcript.ts'

const limits = { perText: { ...defaultTextLimits.perText, before: 400_000, after: 400_000 }, total: 64_000_000 }

/** What the rules of a review find in the recorded edits of all sessions below a folder, each finding on a line to be read by eye. */
export async function reviewsTable(folder: string): Promise<string> {
  const { transcripts } = await findTranscripts([folder])
  const engine = createRulesEngine()
  const counts = new Map<string, number>()
  const hash = createHash('sha256')
  const lines: string[] = []
  let sessions = 0
  for (const file of [...transcripts].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const analysis = await analyzeTranscript(file, { limits }).catch(() => undefined)
    const diff = analysis === undefined ? undefined : editsDiff(analysis.session)
    if (analysis === undefined || diff === undefined || diff.files.length === 0) continue
    sessions += 1
    const about = {
      session_id: analysis.session.id,
      source: 'edits',
      base: null,
      head: null,
      ...diffSize(diff),
    } as const
    const result = await engine.review({ reviewed: analysis, diff })
    const { findings } = reportReview([{ diff: about, result }], { engine: 'rules' })
    hash.update(JSON.stringify(findings))
    for (const { rule, severity, message, evidence } of findings) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
      const seen = evidence.snippet === null ? '' : ` | ${evidence.snippet}`
      lines.push(`${file.path.slice(folder.length + 1)}: ${severity} ${rule}: ${message}${seen}`)
    }
  }
  const table = [...counts].sort((a, b) => b[1] - a[1]).map(([rule, count]) => `${rule} ${count}`)
  const digest = hash.digest('hex').slice(0, 16)
  return [...lines, '', `${lines.length} findings in ${sessions} sessions, digest ${digest}: ${table.join(', ')}`].join(
    '\n',
  )
}
