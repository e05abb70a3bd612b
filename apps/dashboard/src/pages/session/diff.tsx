import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

/** Longer diffs are shown in part until the reader wants the whole. */
const most = 400

const kinds: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'hunk' }

/** Lines of a unified diff. */
export function Diff({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(0, most)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre class="diff" tabIndex={0}>
        {shown.map((line, i) => (
          <span key={i} class="diff-line" data-kind={kinds[line[0] ?? '']}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
      {shown.length < lines.length ? (
        <button type="button" class="link-button" onClick={() => setAll(true)}>
          Show all {lines.length} lines
        </button>
      ) : null}
    </>
  )
}
