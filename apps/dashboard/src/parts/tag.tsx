import type { ComponentChildren, JSX } from 'preact'

/** What a colour means everywhere on the page. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

/** A word with a dot in the colour of its meaning; the word alone says it as well. */
export function Tag({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }): JSX.Element {
  return (
    <span class="tag" data-tone={tone}>
      {children}
    </span>
  )
}

const tones: Readonly<Record<string, Tone>> = {
  low: 'good',
  medium: 'warn',
  high: 'bad',
  critical: 'bad',
  completed: 'good',
  partial: 'warn',
  abandoned: 'plain',
  errored: 'bad',
  ok: 'good',
  error: 'bad',
  denied: 'warn',
  interrupted: 'warn',
  pending: 'plain',
  info: 'info',
  warning: 'warn',
  concern: 'bad',
  problem: 'bad',
  warn: 'warn',
  exceeded: 'bad',
}

/** Tone of a risk, an outcome, a severity or a state. */
export function toneOf(word: string): Tone {
  return Object.hasOwn(tones, word) ? (tones[word] ?? 'plain') : 'plain'
}
