import type { Exporter } from '../exporter.ts'
import { fenced, inlineMarkdown, quoted } from '../markdown-text.ts'
import {
  minuteOf,
  type PageCall,
  type PageItem,
  type PageTurn,
  type SessionPage,
  sessionPage,
} from '../session-page.ts'

/** CommonMark with GitHub's tables: facts, findings, files, and each turn with what was asked, answered and done. */
export const md: Exporter = {
  id: 'md',
  title: 'Markdown for people',
  extension: 'md',
  mediaType: 'text/markdown',
  write: (sessions) => sessions.map((session) => pageText(sessionPage(session))).join('\n---\n\n'),
}

function pageText(page: SessionPage): string {
  const blocks = [
    `# ${inlineMarkdown(page.title)}`,
    table(
      ['', ''],
      page.facts.map(([label, value]) => [`**${label}**`, inlineMarkdown(value)]),
    ),
    ...section(
      'Findings',
      page.findings.map(
        ({ severity, title, detail, advice }) =>
          `- **${inlineMarkdown(severity)}** ${inlineMarkdown([title, detail].filter(Boolean).join(': '))}${advice === '' ? '' : `\n  - ${inlineMarkdown(advice)}`}`,
      ),
    ),
    ...(page.files.length === 0
      ? []
      : [
          '## Files',
          table(
            ['file', 'done', 'lines'],
            page.files.map(({ path, operations, change }) => [inlineMarkdown(path), operations, change]),
          ),
        ]),
    ...section(
      'Commits',
      page.commits.map(({ sha, subject }) => `- ${inlineMarkdown(`${sha} ${subject}`)}`),
    ),
    ...(page.turns.length === 0 ? [] : ['## What happened', ...page.turns.flatMap(turnBlocks)]),
  ]
  return `${blocks.join('\n\n')}\n`
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.join('\n')]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function turnBlocks({ number, time, prompt, items }: PageTurn): string[] {
  return [
    `### ${number}${time === null ? '' : ` · ${minuteOf(time)}`}`,
    ...(prompt === undefined ? [] : [quoted(prompt)]),
    ...itemBlocks(items),
  ]
}

/** Replies as they are, in fences nobody can break out of; a run of calls becomes one list. */
function itemBlocks(items: readonly PageItem[]): string[] {
  const blocks: string[] = []
  let calls: string[] = []
  const flush = (): void => {
    if (calls.length > 0) blocks.push(calls.join('\n'))
    calls = []
  }
  for (const item of items) {
    if (item.type === 'call') calls.push(callLine(item))
    else {
      flush()
      blocks.push(item.type === 'reply' ? fenced(item.text) : `*${inlineMarkdown(item.text)}*`)
    }
  }
  flush()
  return blocks
}

function callLine({ tool, about, outcome, inside }: PageCall): string {
  const end = outcome === 'ok' ? '' : ` — **${outcome}**`
  const nested = inside.flatMap(({ items }) => items).filter((item) => item.type === 'call').length
  const below = nested === 0 ? '' : ` (${nested} calls of a sub-agent)`
  return `- ${inlineMarkdown(`${tool}: ${about.slice(0, 300)}`)}${end}${below}`
}
