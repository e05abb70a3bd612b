import type * as z from 'zod'
import type { Issue } from './issue.ts'

/** Turns zod's issues into ours: one line each, values of the document never repeated (they may be secrets). */
export function describeIssues(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue) => describe(issue, at))
}

function describe(issue: z.core.$ZodIssue, at: readonly PropertyKey[]): Issue[] {
  const path = [...at, ...issue.path]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: spell([...path, key]), message: 'unknown key' }))
    case 'invalid_type':
      return [{ path: spell(path), message: `expected ${article(issue.expected)}` }]
    case 'invalid_value':
      return [
        { path: spell(path), message: `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}` },
      ]
    case 'invalid_union':
      return describeUnion(issue, path)
    case 'too_small':
      return [
        {
          path: spell(path),
          message: limit(issue.origin, issue.inclusive ?? true, 'at least', 'more than', issue.minimum),
        },
      ]
    case 'too_big':
      return [
        {
          path: spell(path),
          message: limit(issue.origin, issue.inclusive ?? true, 'at most', 'less than', issue.maximum),
        },
      ]
    case 'invalid_format':
      return [{ path: spell(path), message: `expected ${issue.format}` }]
    default:
      return [{ path: spell(path), message: 'invalid' }]
  }
}

/** A union failed: say what the branch that came furthest missed, else what all the branches want. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): Issue[] {
  const branches = issue.errors.map((errors) => describeIssues(errors, path))
  const here = spell(path)
  const deeper = branches.find((found) => found.length > 0 && found.every((one) => one.path !== here))
  if (deeper !== undefined) return deeper
  const wanted = branches.flat().filter((one) => one.path === here)
  const words = new Set(wanted.map((one) => one.message.replace(/^expected /, '')))
  return [{ path: here, message: words.size === 0 ? 'invalid' : `expected ${[...words].join(' or ')}` }]
}

function limit(origin: string, inclusive: boolean, closed: string, open: string, bound: number | bigint): string {
  const what = origin === 'string' ? 'text of ' : origin === 'array' ? 'a list of ' : 'number of '
  return `expected ${what}${inclusive ? closed : open} ${bound}`
}

const NAMES: Readonly<Record<string, string>> = { int: 'whole number', record: 'object', nan: 'number' }

function article(expected: string): string {
  return NAMES[expected] ?? expected
}

/** `sessions[3].id`; a key with other characters is quoted: `headers["x-api.key"]`. */
function spell(path: readonly PropertyKey[]): string {
  let spelled = ''
  for (const part of path) {
    if (typeof part === 'number') spelled += `[${part}]`
    else if (/^[A-Za-z_$][\w$-]*$/.test(String(part))) spelled += spelled === '' ? String(part) : `.${String(part)}`
    else spelled += `[${JSON.stringify(String(part))}]`
  }
  return spelled
}
