import { type Block, median, type Tone } from '@ses/reports'
import type { ReportDocument } from '@ses/schema'
import { count } from '../terminal/amounts.ts'
import { sparkline } from './sparkline.ts'

const TONES: Readonly<Record<ReportDocument['trend']['verdict'], Tone>> = {
  improving: 'good',
  stable: 'strong',
  declining: 'bad',
  unknown: 'faint',
}

/** The trend with the test it rests on. */
export function trendBlocks({ trend, sessions }: ReportDocument): Block[] {
  const { verdict, n, needed, points, alpha } = trend
  const scores = points.map(({ score }) => score)
  const ungraded = sessions - n
  const left =
    ungraded === 0
      ? ''
      : ` ${count(ungraded, 'session')} without a grade or a start ${ungraded === 1 ? 'is' : 'are'} left out.`
  if (verdict === 'unknown') {
    return [
      { type: 'heading', text: 'Trend', gist: 'too few sessions to tell' },
      { type: 'text', text: `${count(n, 'graded session')}; a trend needs ${needed}.${left}`, tone: 'faint' },
      ...(scores.length === 0 ? [] : [{ type: 'text' as const, text: `Scores by start: ${scores.join(', ')}` }]),
    ]
  }
  const half = scores.length >> 1
  const says =
    verdict === 'stable'
      ? `chance alone explains what there is of a trend (p ≥ ${alpha})`
      : `the scores ${verdict === 'improving' ? 'rise' : 'fall'} more than chance would explain`
  return [
    { type: 'heading', text: 'Trend', gist: `${verdict}: ${says}` },
    { type: 'text', text: `${sparkline(scores, 60)}  ${low(scores)} to ${high(scores)}`, tone: TONES[verdict] },
    {
      type: 'text',
      text: `Median ${median(scores.slice(0, half))} in the earlier half, ${median(scores.slice(half))} in the later.`,
    },
    { type: 'text', text: `${testLine(trend)}${left}`, tone: 'faint' },
  ]
}

/** The test with its numbers, so that it can be checked. */
function testLine({ n, s, tau, p, method, slope }: ReportDocument['trend']): string {
  const how = method === 'exact' ? 'exact' : 'normal approximation, ties corrected'
  const chance = p === null ? '–' : p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`
  const steep = slope === null ? '' : `; Theil–Sen slope ${signed(slope)} points per session`
  return `Mann–Kendall over ${n} graded sessions by start: S = ${signed(s, 0)}, τ = ${tau === null ? '–' : signed(tau)}, p ${chance} (${how})${steep}.`
}

function signed(number: number, digits = 2): string {
  const text = Math.abs(number).toFixed(digits)
  return Number(text) === 0 ? text : `${number < 0 ? '−' : '+'}${text}`
}

function low(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b))
}

function high(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b))
}
