import type { ToolAction, ToolOutcome } from '@ses/model'
import type { JsonObject } from '../../json.ts'
import type { ToolSpec } from '../../tool-table.ts'
import type { MarkdownBlock } from './blocks.ts'

/** What a tool's Markdown tells of the call. */
export interface ToolBlock {
  readonly args: JsonObject
  readonly output?: string
  readonly outcome: ToolOutcome
}

const ACTIONS: Readonly<Record<string, ToolAction>> = {
  shell: 'shell',
  read: 'read',
  write: 'edit',
  search: 'search',
  task: 'plan',
  mcp: 'mcp',
}

/** What to make of a tool whose type SpecStory names; the names themselves are those of many agents. */
export function specOf(type: string): ToolSpec {
  const action = Object.hasOwn(ACTIONS, type) ? (ACTIONS[type] as ToolAction) : 'other'
  const operation = action === 'read' ? 'read' : 'edit'
  return {
    action,
    omit: ['command', 'path'],
    command: ({ command }) => (typeof command === 'string' ? command : undefined),
    ...(action === 'read' || action === 'edit'
      ? { files: ({ path }) => (typeof path === 'string' ? [{ path, operation }] : []) }
      : {}),
  }
}

/** Reads a tool's body: a summary, a command or path as code, and the result in a fence. */
export function readToolBlock(block: MarkdownBlock): ToolBlock {
  const lines = block.lines.filter((line) => !/^(?:<summary>.*<\/summary>|<\/?details>)\s*$/.test(line))
  const summary = block.lines.find((line) => line.startsWith('<summary>')) ?? ''
  const fences = fencesOf(lines)
  const code = inlineCode(lines.find((line) => inlineCode(line) !== undefined) ?? '') ?? lastCode(summary)
  const script = fences.find(({ language }) => /^(?:bash|sh|shell|zsh|powershell)$/.test(language))
  // Outputs stand in a fence; before they did, they were plain text, which a command's description is as well.
  const plain = fences.length === 0 && block.toolType !== 'shell' ? plainText(lines) : undefined
  const output = fences.findLast((fence) => fence !== script && fence.language !== 'diff')?.text ?? plain
  const failed = lines.some((line) => line.trim() === '**Error:**' || line.trim() === 'Result (error):')
  const args: Record<string, unknown> = {}
  if (block.toolType === 'shell' && (script?.text ?? code) !== undefined) args['command'] = script?.text ?? code
  else {
    const path = code !== undefined && /^[^\s]+$/.test(code) ? code : writtenPath(output ?? '')
    if (path !== undefined) args['path'] = path
  }
  return {
    args,
    ...(output === undefined ? {} : { output }),
    outcome: failed ? 'error' : output === undefined ? 'pending' : 'ok',
  }
}

/** Edits are retold by their results alone, in the words of Claude Code. */
function writtenPath(output: string): string | undefined {
  return /^(?:The file|File created successfully at:) (\/[^\n]{0,1000}?|[A-Za-z]:\\[^\n]{0,1000}?)(?: has been updated|$)/m.exec(
    output,
  )?.[1]
}

function plainText(lines: readonly string[]): string | undefined {
  const text = lines
    .filter((line) => inlineCode(line) === undefined)
    .join('\n')
    .trim()
  return text === '' || text.includes('**Input:**') ? undefined : text
}

/** A line that is nothing but code: `` `ls -la` ``. */
function inlineCode(line: string): string | undefined {
  const text = line.trim()
  if (text.length < 3 || !text.startsWith('`') || !text.endsWith('`') || text.startsWith('``')) return undefined
  const inner = text.slice(1, -1)
  return inner.includes('`') ? undefined : inner
}

function lastCode(summary: string): string | undefined {
  const end = summary.lastIndexOf('`')
  const start = end < 1 ? -1 : summary.lastIndexOf('`', end - 1)
  return start < 0 ? undefined : summary.slice(start + 1, end)
}

function fencesOf(lines: readonly string[]): { readonly language: string; readonly text: string }[] {
  const fences: { language: string; text: string }[] = []
  let open: { language: string; lines: string[] } | undefined
  for (const line of lines) {
    if (open === undefined) {
      if (line.startsWith('```')) open = { language: line.slice(3).trim(), lines: [] }
    } else if (line.trimEnd() === '```') {
      fences.push({ language: open.language, text: open.lines.join('\n') })
      open = undefined
    } else open.lines.push(line)
  }
  if (open !== undefined) fences.push({ language: open.language, text: open.lines.join('\n') })
  return fences
}
