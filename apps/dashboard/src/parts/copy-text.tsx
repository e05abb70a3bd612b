import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** A command for the terminal that a click copies. */
export function CopyText({ text }: { readonly text: string }): JSX.Element {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <button type="button" class="copy mono" title="Copy" onClick={copy}>
      <span class="copy-text">{text}</span>
      <Icon name={copied ? 'check' : 'copy'} size={14} />
      <span class="hidden" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
