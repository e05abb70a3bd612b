import type { DashboardLimits } from '@ses/schema'

/** Limits from the text of the fields, or the text that is no amount. Spaces and a dollar sign are ignored, a comma is a point. */
export function parseLimits(
  text: (field: keyof DashboardLimits) => string,
): DashboardLimits | { readonly wrong: string } {
  const wrong: string[] = []
  const read = (field: keyof DashboardLimits): number | null => {
    const given = text(field)
      .replaceAll(/[\s$%]/g, '')
      .replace(',', '.')
    if (given === '') return null
    const value = Number(given)
    if (!Number.isFinite(value) || value < 0) wrong.push(`“${text(field)}”`)
    return value
  }
  const percent = read('warn_at') ?? 80
  if (percent > 100) wrong.push(`“${text('warn_at')}”`)
  const limits: DashboardLimits = {
    session: read('session'),
    day: read('day'),
    month: read('month'),
    project: read('project'),
    warn_at: percent / 100,
  }
  return wrong[0] === undefined ? limits : { wrong: wrong[0] }
}
