/** Takes a leading `<think>…</think>`, which some local models write into their answer, away from it. */
export function splitThinking(text: string): { readonly text: string; readonly thinking: string } {
  const start = text.trimStart()
  if (!start.startsWith('<think>')) return { text, thinking: '' }
  const end = start.indexOf('</think>')
  if (end < 0) return { text: '', thinking: start.slice('<think>'.length).trim() }
  return { text: start.slice(end + '</think>'.length).trim(), thinking: start.slice('<think>'.length, end).trim() }
}
