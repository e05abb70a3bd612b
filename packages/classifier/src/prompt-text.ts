/** Longest part of a prompt that is looked at: goals stand at the beginning, what follows is mostly pasted. */
const MAX_LENGTH = 6000

/**
 * The lines of a prompt a human may have written: without code blocks, stack traces, logs, pasted diffs, tag envelopes, quoted
 * lines and bare addresses. Markdown headings and list marks lose their marks.
 */
export function writtenLines(prompt: string): string[] {
  const lines: string[] = []
  let fenced = false
  for (const raw of shortened(prompt.slice(0, MAX_LENGTH)).split(/\r\n|[\r\n]/)) {
    const line = raw.trim()
    if (/^(?:```|~~~)/.test(line)) {
      fenced = !fenced
      continue
    }
    if (fenced || line === '' || isPasted(line, raw)) continue
    const text = plain(line)
    if (text !== '') lines.push(text)
  }
  return lines
}

/** Addresses as people would say them: `owner/name#12` for an issue or pull request, `owner/name` for a repository, else the host. */
function shortened(text: string): string {
  if (!text.includes('://')) return text
  return text
    .replace(
      /https?:\/\/(?:github|gitlab)\.com\/([\w.-]{1,60}\/[\w.-]{1,100})(?:\/(?:-\/)?(?:pull|issues|merge_requests)\/(\d{1,7})\b)?[^\s)]*/g,
      (_, name: string, number?: string) => (number === undefined ? name : `${name}#${number}`),
    )
    .replace(/https?:\/\/(?:www\.)?([\w.-]{1,100})[^\s)]*/g, '$1')
}

/** What a human typed after a slash command, when that is a sentence: `/review check the auth flow` asks to check the auth flow. */
export function commandArguments(text: string): string | undefined {
  const found = /^\s*\/[a-z][\w:-]*\s+(?=\S)/i.exec(text.slice(0, 200))
  if (found === null) return undefined
  const rest = text.slice(found[0].length).trim()
  return rest.length >= 12 && /\p{L}{2}/u.test(rest) ? rest : undefined
}

/** True for text that a slash command, a shell escape or the harness produced instead of a sentence. */
export function isCommandText(prompt: string): boolean {
  const text = prompt.trimStart()
  return (
    /^\/[a-z][\w:-]*(?:\s|$)/i.test(text) ||
    text.startsWith('!') ||
    /^<[a-z][\w-]*[\s>]/.test(text) ||
    text.startsWith('[Request interrupted')
  )
}

/** Rows of a trace, a log, a diff, a table, a shell session, JSON or a data dump; `raw` still has its indentation. */
function isPasted(line: string, raw: string): boolean {
  if (
    /^(?:at |File "|Traceback|Caused by:|goroutine \d|panic:|thread '|\.\.\. \d+ more|-{3,}|={3,}|\*{3,}|_{3,})/.test(
      line,
    )
  )
    return true
  if (
    /^(?:\[?\d{4}-\d\d-\d\d[T ]\d|\d\d:\d\d:\d\d|\[(?:ERROR|WARN|WARNING|INFO|DEBUG|Image)\b|(?:ERROR|WARN|INFO|DEBUG)\b[:\s[])/.test(
      line,
    )
  )
    return true
  if (/^(?:diff --git|index [0-9a-f]{7}|@@ |\+\+\+ |--- |\$ |> |❯ |➜ |\| ?[-:]|⎿|⏺|│|├|└|┌|╭|╰)/.test(line)) return true
  if (/^(?:https?:\/\/\S+|<\/?[a-z][^>]*>|[[\]{}()"',;]+)$/i.test(line)) return true
  if (/^\s{4,}\S/.test(raw) && /[;{}]$|^[\w.]+\(|=>|^(?:import|from|const|let|var|func|def|class|return)\b/.test(line))
    return true
  if (
    /^(?:\w+Error|\w+Exception|error\[\w+\]|fatal|npm ERR!|FAIL|PASS|ok(?=\s{2})|---\s(?:FAIL|PASS))[:\s]\s*\S/.test(
      line,
    ) &&
    !/[?？]$/.test(line)
  )
    return true
  if (
    /^(?:import |export |const |let |var |function |def |class |return |#include|package |using |public |private )/.test(
      line,
    ) &&
    /[;{:()=]/.test(line)
  )
    return true
  if (/\[(?:Y\/n|y\/N|yes\/no)\]/.test(line)) return true
  // Letters of any script; a line that has few of them is data.
  const letters = line.match(/\p{L}/gu)?.length ?? 0
  return letters < 2 || letters / line.length < 0.35
}

function plain(line: string): string {
  return line
    .replace(/^(?:#{1,6} +|[-*+•] +(?:\[[ x]\] +)?|\d{1,3}[.)] +)/, '')
    .replace(/<\/?[a-z][\w-]{0,40}>/gi, ' ')
    .replace(/\[([^\][]{1,200})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/\*\*|__/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
