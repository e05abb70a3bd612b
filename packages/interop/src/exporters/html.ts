import type { Exporter } from '../exporter.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { pageStyle } from '../html/page-style.ts'
import {
  minuteOf,
  type PageCall,
  type PageItem,
  type PageTurn,
  type SessionPage,
  sessionPage,
} from '../session-page.ts'

/** One page that needs nothing else: no script, no request, readable on paper. Every text is text, never markup. */
export const html: Exporter = {
  id: 'html',
  title: 'one self-contained page',
  extension: 'html',
  mediaType: 'text/html',
  write: (sessions) => {
    const pages = sessions.map(sessionPage)
    const title = pages.length === 1 ? (pages[0]?.title ?? '') : `${pages.length} sessions`
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
      '<meta name="referrer" content="no-referrer">',
      `<title>${escapeHtml(title)}</title>`,
      `<style>${pageStyle}</style>`,
      '</head>',
      '<body>',
      ...(pages.length > 1 ? [contents(pages)] : []),
      ...pages.map(article),
      '</body>',
      '</html>',
      '',
    ].join('\n')
  },
}

function contents(pages: readonly SessionPage[]): string {
  const items = pages.map(({ title }, index) => `<li><a href="#s${index + 1}">${escapeHtml(title)}</a></li>`)
  return `<nav><h1>${pages.length} sessions</h1><ol>${items.join('')}</ol></nav>`
}

function article(page: SessionPage, index: number): string {
  const facts = page.facts.map(([label, value]) => `<div><dt>${label}</dt><dd>${escapeHtml(value)}</dd></div>`)
  const findings = page.findings.map(
    ({ severity, title, detail, advice }) =>
      `<li class="${severity === 'concern' || severity === 'warning' ? severity : 'info'}"><b>${escapeHtml(title)}</b> ${escapeHtml(detail)}<br><small>${escapeHtml(advice)}</small></li>`,
  )
  const files = page.files.map(
    ({ path, operations, change }) =>
      `<tr><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(operations)}</td><td class="number">${escapeHtml(change)}</td></tr>`,
  )
  return [
    `<article id="s${index + 1}">`,
    `<h1>${escapeHtml(page.title)}</h1>`,
    `<dl>${facts.join('')}</dl>`,
    ...(findings.length > 0 ? [`<h2>Findings</h2><ul class="findings">${findings.join('')}</ul>`] : []),
    ...(files.length > 0
      ? [
          `<h2>Files</h2><table><thead><tr><th>File</th><th>Done</th><th>Lines</th></tr></thead><tbody>${files.join('')}</tbody></table>`,
        ]
      : []),
    ...(page.commits.length > 0
      ? [
          `<h2>Commits</h2><ul>${page.commits.map(({ sha, subject }) => `<li><code>${escapeHtml(sha)}</code> ${escapeHtml(subject)}</li>`).join('')}</ul>`,
        ]
      : []),
    ...(page.turns.length > 0 ? ['<h2>What happened</h2>', ...page.turns.map(turnHtml)] : []),
    '</article>',
  ].join('\n')
}

function turnHtml({ number, time, prompt, items }: PageTurn): string {
  const when = time === null ? '' : ` <time datetime="${escapeHtml(time)}">${escapeHtml(minuteOf(time))}</time>`
  return [
    '<section>',
    `<h3>${number}${when}</h3>`,
    ...(prompt === undefined ? [] : [`<blockquote>${escapeHtml(prompt)}</blockquote>`]),
    ...items.map(itemHtml),
    '</section>',
  ].join('\n')
}

function itemHtml(item: PageItem): string {
  if (item.type === 'reply') return `<div class="reply">${escapeHtml(item.text)}</div>`
  if (item.type === 'note') return `<p class="note">${escapeHtml(item.text)}</p>`
  return callHtml(item)
}

function callHtml({ tool, about, outcome, edits, output, inside }: PageCall): string {
  const state = outcome === 'ok' ? '' : ` <em>${escapeHtml(outcome)}</em>`
  const line = `<b>${escapeHtml(tool)}</b> <code>${escapeHtml(about.replaceAll(/\s+/g, ' ').slice(0, 200))}</code>${state}`
  const body = [
    ...(about.length > 200 || about.includes('\n') ? [`<pre>${escapeHtml(about)}</pre>`] : []),
    ...edits.map(
      ({ path, before, after }) =>
        `<p><code>${escapeHtml(path)}</code></p>${before ? `<pre class="removed">${escapeHtml(before)}</pre>` : ''}${after ? `<pre class="added">${escapeHtml(after)}</pre>` : ''}`,
    ),
    ...(output === undefined ? [] : [`<pre>${escapeHtml(output)}</pre>`]),
    ...inside.map(turnHtml),
  ]
  const kind = outcome === 'ok' || outcome === 'pending' ? 'call' : 'call failed'
  return body.length === 0
    ? `<p class="${kind}">${line}</p>`
    : `<details class="${kind}"><summary>${line}</summary>${body.join('\n')}</details>`
}
