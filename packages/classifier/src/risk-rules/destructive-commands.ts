import { type Sourced, textOf } from '../evidence.ts'
import type { RiskFinding, RiskRule } from '../risk-rule.ts'

/** Commands that destroy work, rewrite shared history or act on what runs elsewhere. */
export const destructiveCommands: RiskRule = {
  id: 'destructive_command',
  title: 'A command that destroys or cannot be taken back was run',
  judge: ({ commands, dangersOf }) => {
    const found = new Map<string, { points: number; seen: Sourced[] }>()
    for (const command of commands) {
      for (const danger of dangersOf(textOf(command))) {
        const known = found.get(danger.name) ?? { points: danger.points, seen: [] }
        known.seen.push(command)
        found.set(danger.name, known)
      }
    }
    return [...found]
      .map(
        ([name, { points, seen }]): RiskFinding => ({
          points,
          detail: seen.length > 1 ? `${name} (${seen.length} times)` : name,
          seen,
        }),
      )
      .sort((a, b) => b.points - a.points)
  },
}
