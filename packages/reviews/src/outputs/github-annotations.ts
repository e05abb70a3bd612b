import type { ReviewReport, ReviewSeverity } from '@ses/schema'

const COMMANDS: Readonly<Record<ReviewSeverity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

/**
 * A review as workflow commands of GitHub Actions, one line each. What comes from the session or the diff is escaped, so that it cannot be
 * a command of its own.
 */
export function githubAnnotations({ findings }: ReviewReport): string[] {
  return findings.map(({ severity, title, message, evidence, recommendation }) => {
    const { file, line } = evidence
    const place = [
      ...(file === null ? [] : [`file=${property(file)}`]),
      ...(file === null || line === null ? [] : [`line=${line}`]),
      `title=${property(title)}`,
    ]
    return `::${COMMANDS[severity]} ${place.join(',')}::${data(`${message} ${recommendation}`)}`
  })
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
