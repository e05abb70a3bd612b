import type { Block, ListItem } from '@ses/reports'
import type { DoctorDocument, DoctorProblem } from '@ses/schema'
import { count } from '../terminal/amounts.ts'

/** A person's page: what was repaired, what is wrong with why and what to do, and what is in order. */
export function doctorBlocks({ problems, fixed, checks, healthy }: DoctorDocument): Block[] {
  const well = checks.filter((check) => check.problems + check.warnings === 0)
  const repairable = problems.filter((problem) => problem.repairable).length
  return [
    { type: 'title', text: titleOf(problems, healthy) },
    ...listOf(fixed.map(({ title }): ListItem => ({ mark: '✓', tone: 'good', text: `repaired: ${title}` }))),
    ...listOf(problems.map(itemOf)),
    ...(repairable === 0
      ? []
      : [
          {
            type: 'text' as const,
            text: `\`ses doctor --fix\` repairs ${repairable} of them.`,
            tone: 'strong' as const,
          },
        ]),
    ...(well.length === 0
      ? []
      : [
          { type: 'heading' as const, text: 'In order' },
          ...listOf(well.map(({ title }): ListItem => ({ mark: '✓', tone: 'good', text: title }))),
        ]),
  ]
}

function titleOf(problems: readonly DoctorProblem[], healthy: boolean): string {
  const number = problems.filter(({ severity }) => severity === 'problem').length
  const warnings = problems.length - number
  if (problems.length === 0) return 'All is well.'
  const told = warnings === 0 ? '' : count(warnings, 'warning')
  return healthy ? `All is well, with ${told}.` : [count(number, 'problem'), told].filter(Boolean).join(', ')
}

function itemOf({ severity, title, cause, fix }: DoctorProblem): ListItem {
  const look = severity === 'problem' ? ({ mark: '✗', tone: 'bad' } as const) : ({ mark: '!', tone: 'warn' } as const)
  return { ...look, text: title, below: [cause, `fix: ${fix}`] }
}

function listOf(items: readonly ListItem[]): Block[] {
  return items.length === 0 ? [] : [{ type: 'list', items }]
}
