import type { AssignmentRule, Rule, ShapeRule } from './rule.ts'

/** Writes rules as one JSON text: what decides about a match, without titles, examples and pages. */
export function packRules(rules: readonly Rule[]): string {
  const decisive = rules.map(({ title: _title, examples: _examples, page: _page, ...rest }) => rest)
  return JSON.stringify(decisive, (_, value: unknown) =>
    value instanceof RegExp ? { source: value.source, flags: value.flags } : value,
  )
}

/**
 * Makes rules of what `packRules` wrote, parsed. Patterns are compiled when they are first asked for, so that a program that starts for one short text does
 * not wait for two hundred of them. Titles and examples are empty.
 */
export function unpackRules(packed: readonly unknown[]): readonly Rule[] {
  // Changed in place: copies of two hundred objects take longer than all else here.
  return (packed as readonly PackedRule[]).map((rule) => {
    rule.title = ''
    rule.examples = NO_EXAMPLES
    return rule.kind === 'shape' ? rule : unpackAssignment(rule)
  })
}

const NO_EXAMPLES: Rule['examples'] = { secret: [], clean: [] }

interface PackedPattern {
  readonly source: string
  readonly flags: string
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type PackedAssignment = Mutable<Omit<AssignmentRule, 'name' | 'pattern'>> & {
  readonly name: PackedPattern
  readonly pattern?: PackedPattern
}
type PackedRule = Mutable<ShapeRule> | PackedAssignment

function unpackAssignment({ name, pattern, ...rule }: PackedAssignment): AssignmentRule {
  let made: RegExp | undefined
  return {
    ...rule,
    get name() {
      made ??= new RegExp(name.source, name.flags)
      return made
    },
    ...(pattern === undefined ? {} : { pattern: new RegExp(pattern.source, pattern.flags) }),
  }
}
