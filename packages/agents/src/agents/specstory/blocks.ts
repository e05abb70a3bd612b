/** One message of the Markdown, or a tool or thought within it. */
export interface MarkdownBlock {
  readonly kind: 'user' | 'agent' | 'tool' | 'thought'
  /** Line of its first line, counted from 1. */
  readonly line: number
  /** Set on messages of sub-agents and what stands in them. */
  readonly sidechain: boolean
  /** What the heading holds in brackets: model and time. */
  readonly label: string
  /** Attributes of a tool. */
  readonly toolType: string
  readonly toolName: string
  readonly lines: readonly string[]
}

const HEADING = /^_\*\*(User|Agent|Assistant)( - sidechain)?(?: \(([^)]{0,300})\))?\*\*_\s*$/
const TOOL = /^<tool-use data-tool-type="([^"]{0,100})" data-tool-name="([^"]{0,200})"[^>]{0,200}>/

type Draft = { -readonly [K in keyof MarkdownBlock]: K extends 'lines' ? string[] : MarkdownBlock[K] }

/** Cuts the Markdown into messages, tools and thoughts, in order; what stands before the first message is left out. */
export function blocksOf(lines: readonly string[]): MarkdownBlock[] {
  const blocks: Draft[] = []
  let heading: Draft | undefined
  let inner: Draft | undefined
  for (const [index, text] of lines.entries()) {
    if (inner !== undefined) {
      if (
        /^(?:<\/details>)?<\/(?:tool-use|think)>/.test(text) &&
        text.includes(inner.kind === 'tool' ? '</tool-use>' : '</think>')
      ) {
        inner = undefined
        // What follows is text of the same message again.
        if (heading !== undefined) {
          heading = { ...heading, line: index + 2, lines: [] }
          blocks.push(heading)
        }
      } else inner.lines.push(text)
      continue
    }
    const match = HEADING.exec(text)
    if (match !== null) {
      heading = {
        kind: match[1] === 'User' ? 'user' : 'agent',
        line: index + 1,
        sidechain: match[2] !== undefined,
        label: match[3] ?? '',
        toolType: '',
        toolName: '',
        lines: [],
      }
      blocks.push(heading)
      continue
    }
    if (heading === undefined) continue
    const tool = TOOL.exec(text)
    if (tool !== null || text.startsWith('<think><details>')) {
      inner = {
        ...heading,
        kind: tool === null ? 'thought' : 'tool',
        line: index + 1,
        toolType: tool?.[1] ?? '',
        toolName: tool?.[2] ?? '',
        lines: [],
      }
      blocks.push(inner)
    } else heading.lines.push(text)
  }
  return blocks
}

/** The text of a block without blank ends and without the rule that separates it from the next message. */
export function blockText(block: MarkdownBlock): string {
  const lines = [...block.lines]
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
  if (lines.at(-1)?.trim() === '---') lines.pop()
  return lines.join('\n').trim()
}
