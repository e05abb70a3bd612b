import type { JSX } from 'preact'

/** Outlines on a 16 px grid. */
const outlines = {
  overview: 'M2.5 13.5v-4M6.2 13.5v-8M9.8 13.5V8M13.5 13.5v-11',
  sessions: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  patterns: 'M2.5 10.5 6 6.5l3 3 4.5-6M10 3.5h3.5V7',
  models: 'M5 5h6v6H5zM6.5 2.5V5M9.5 2.5V5M6.5 11v2.5M9.5 11v2.5M2.5 6.5H5M2.5 9.5H5M11 6.5h2.5M11 9.5h2.5',
  files: 'M4 2.5h5l3.5 3.5v7.5H4zM9 2.5V6h3.5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2',
  budgets:
    'M8 2.5v11M11 5c-.5-1-1.6-1.4-3-1.4-1.7 0-3 .7-3 2.1 0 3 6.2 1.5 6.2 4.6 0 1.4-1.4 2.2-3.2 2.2-1.6 0-2.8-.6-3.3-1.7',
  settings:
    'M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5.8 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  auto: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM8 2v12M8 5h4.5M8 8h6M8 11h4.5',
  down: 'M4 6.5 8 10.5l4-4',
  right: 'M6 4l4 4-4 4',
  help: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM6.3 6.3c.1-1 .8-1.6 1.7-1.6 1 0 1.7.6 1.7 1.5 0 1.2-1.7 1.3-1.7 2.5M8 11v.2',
  prompt: 'M3 4.5 6.5 8 3 11.5M8 11.5h5',
  reply: 'M2.5 3.5h11v7.5H7l-3 2.5V11H2.5z',
  thinking: 'M4 8h.01M8 8h.01M12 8h.01',
  tool: 'M10.5 2.7a3.2 3.2 0 0 0-3 4.3L2.8 11.7l1.5 1.5L9 8.5a3.2 3.2 0 0 0 4.3-3.7l-1.9 1.9-1.7-.4-.4-1.7 1.9-1.8c-.2-.1-.5-.1-.7-.1Z',
  compaction: 'M8 2v4M6 4.5 8 6.5l2-2M8 14v-4M6 11.5l2-2 2 2M3 8h10',
  lifecycle: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 5v3l2 1.5',
  context: 'M3 3h10v10H3zM5.5 6h5M5.5 8h5M5.5 10h3',
  check: 'M3.5 8.5 6.5 11.5l6-7',
  warn: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
} as const

export type IconName = keyof typeof outlines

/** A picture beside a word; it says nothing by itself and is hidden from screen readers. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={outlines[name]} />
    </svg>
  )
}
