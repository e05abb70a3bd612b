import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

const rest = 180

/** A field to search in; tells what stands in it once the reader pauses. */
export function SearchBox({
  label,
  value,
  onSearch,
}: {
  readonly label: string
  readonly value: string
  readonly onSearch: (text: string) => void
}): JSX.Element {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => onSearch(text), rest)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label class="search-box">
      <Icon name="search" />
      <span class="hidden">{label}</span>
      <input
        type="search"
        data-search
        placeholder={label}
        value={text}
        autoComplete="off"
        spellcheck={false}
        maxLength={300}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(text)
        }}
      />
      <kbd>/</kbd>
    </label>
  )
}
