/** What the shell tool of Gemini CLI and its descendants told the model. */
export interface LabelledOutput {
  /** What the command printed, without the labels around it. */
  readonly output: string
  /** Absent when the text names none: newer versions leave it out when it is 0. */
  readonly exitCode?: number
  /** True when the labels at the end are there, so that a missing exit code means 0 and not that the text was cut. */
  readonly complete: boolean
}

const LABEL = /^(?:Error|Exit Code|Signal|Background PIDs|Process Group PGID): ?/

/**
 * Reads `Command: … Directory: … Output: … Error: … Exit Code: … Signal: …` (any of them may be missing), with or without the
 * `<untrusted_context>` that newer versions put around it. Any other text is returned as it is.
 */
export function readLabelledOutput(text: string): LabelledOutput {
  const body = unwrapped(text)
  const start = outputStart(body)
  if (start === undefined) return { output: body, complete: false }
  const lines = body.slice(start).split('\n')
  let end = lines.length
  while (end > 1 && (LABEL.test(lines[end - 1] as string) || (end === lines.length && lines[end - 1] === ''))) end -= 1
  // An error text of several lines stands between the output and the labels.
  const code = /^Exit Code: (-?\d{1,10})$/
  const found = lines
    .slice(end)
    .map((line) => code.exec(line)?.[1])
    .find((digits) => digits !== undefined)
  const output = lines.slice(0, end).join('\n')
  return {
    output: output === '(empty)' ? '' : output,
    complete: end < lines.length && lines.slice(end).some((line) => LABEL.test(line)),
    ...(found === undefined ? {} : { exitCode: Number(found) }),
  }
}

function unwrapped(text: string): string {
  const open = '<untrusted_context>'
  const close = '</untrusted_context>'
  const trimmed = text.trim()
  if (!trimmed.startsWith(open)) return text
  return trimmed.slice(open.length, trimmed.endsWith(close) ? -close.length : undefined).trim()
}

function outputStart(body: string): number | undefined {
  for (const label of ['Output: ', 'Stdout: ']) {
    if (body.startsWith(label)) return label.length
    if (!body.startsWith('Command: ')) continue
    const at = body.indexOf(`\n${label}`)
    if (at >= 0) return at + label.length + 1
  }
  return undefined
}
