/** A part of a text written in Markdown. */
export type ProseBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** Headings, lists, fenced code and paragraphs of a text; emphasis inside a line is taken off, anything else stays as it is. */
export function proseBlocks(text: string): readonly ProseBlock[] {
  const blocks: ProseBlock[] = []
  let lines: string[] = []
  let items: string[] = []
  let code: string[] | undefined
  const close = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join(' ') })
    if (items.length > 0) blocks.push({ kind: 'list', items })
    lines = []
    items = []
  }
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed.startsWith('```')) {
      if (code) blocks.push({ kind: 'code', text: code.join('\n') })
      else close()
      code = code ? undefined : []
    } else if (code) code.push(line)
    else if (trimmed === '') close()
    else if (/^#{1,6} /.test(trimmed)) {
      close()
      blocks.push({ kind: 'heading', text: plain(trimmed.replace(/^#+ /, '')) })
    } else if (/^([-*]|\d{1,3}[.)]) /.test(trimmed)) {
      if (lines.length > 0) close()
      items.push(plain(trimmed.replace(/^([-*]|\d{1,3}[.)]) /, '')))
    } else if (items.length > 0) items.push(`${items.pop()} ${plain(trimmed)}`)
    else lines.push(plain(trimmed))
  }
  close()
  if (code && code.length > 0) blocks.push({ kind: 'code', text: code.join('\n') })
  return blocks
}

function plain(line: string): string {
  return line.replaceAll('**', '').replaceAll('`', '')
}
