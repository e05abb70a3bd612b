/** A text as one line of Markdown that holds no mark-up: it cannot become HTML, a link, an image, a heading or a mention. */
export function inlineMarkdown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line
    .replaceAll(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
    .replaceAll(/(^|\W)@(?=\w)/g, '$1@\u200b')
    .replace(/^([-+]|\d+[.)])(?=\s)/, '\\$1')
}

/** A text in a fence longer than any it holds. */
export function fenced(text: string): string {
  const longest = [...text.matchAll(/`{3,}/g)].reduce((most, [run]) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text.replaceAll('\r', '')}\n${fence}`
}

/** A text as a quotation, each line without mark-up. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${inlineMarkdown(line)}`.trimEnd())
    .join('\n')
}
