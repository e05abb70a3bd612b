import type { DoctorDocument, DoctorProblem } from '@ses/schema'
import type { Context } from '../context.ts'
import { reportError } from '../error-report.ts'
import type { Check, Problem } from './check.ts'

/** Makes the checks, with `fix` repairs what they find, and tells what was and what is left. */
export async function examine(context: Context, checks: readonly Check[], fix: boolean): Promise<DoctorDocument> {
  const found: Found[] = []
  const fixed: DoctorProblem[] = []
  for (const check of checks) {
    const before = await inspect(context, check)
    const repairs = new Set(before.flatMap(({ repair }) => repair ?? []))
    if (!fix || repairs.size === 0) {
      found.push({ check, problems: before })
      continue
    }
    const failures: Problem[] = []
    for (const repair of repairs) {
      try {
        await repair()
      } catch (error) {
        failures.push(failureOf(error, 'It could not be repaired'))
      }
    }
    const after = await inspect(context, check)
    const left = new Set(after.map(({ title }) => title))
    fixed.push(...before.filter(({ title }) => !left.has(title)).map((problem) => told(check, problem)))
    found.push({ check, problems: [...after, ...failures] })
  }
  const problems = found.flatMap(({ check, problems }) => problems.map((problem) => told(check, problem)))
  const isProblem = ({ severity }: { severity: string }): boolean => severity === 'problem'
  return {
    schema_version: 1,
    healthy: !problems.some(isProblem),
    problems: [...problems.filter(isProblem), ...problems.filter((problem) => !isProblem(problem))],
    fixed,
    checks: found.map(({ check: { id, title }, problems }) => {
      const number = problems.filter(isProblem).length
      return { id, title, problems: number, warnings: problems.length - number }
    }),
  }
}

interface Found {
  readonly check: Check
  readonly problems: readonly Problem[]
}

async function inspect(context: Context, check: Check): Promise<readonly Problem[]> {
  try {
    return await check.inspect(context)
  } catch (error) {
    context.debug('check failed', { check: check.id, error: String(error) })
    return [failureOf(error, `This could not be checked: ${check.title.toLowerCase()}`)]
  }
}

function failureOf(error: unknown, title: string): Problem {
  const { message, fix } = reportError(error)
  return { severity: 'problem', title, cause: message, fix }
}

function told({ id }: Check, { severity, title, cause, fix, repair }: Problem): DoctorProblem {
  return { id, severity, title, cause, fix, repairable: repair !== undefined }
}
