import { type ReadonlySignal, signal } from '@preact/signals'

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark'

const key = 'ses-theme'
const chosen = signal<Theme>(stored())
const dark = matchMedia('(prefers-color-scheme: dark)')
const resolved = signal<'light' | 'dark'>('light')

/** What the reader chose. */
export const themeChoice: ReadonlySignal<Theme> = chosen
/** What is shown. */
export const theme: ReadonlySignal<'light' | 'dark'> = resolved

/** Shows a theme and remembers it on this computer. */
export function chooseTheme(next: Theme): void {
  chosen.value = next
  try {
    if (next === 'auto') localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  } catch {
    // Storage may be forbidden; the choice then holds until the page is closed.
  }
  apply()
}

/** Applies the stored choice and follows the system from now on. */
export function startTheme(): void {
  apply()
  dark.addEventListener('change', apply)
}

function apply(): void {
  const choice = chosen.value
  resolved.value = choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice
  document.documentElement.dataset['theme'] = resolved.value
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : 'auto'
  } catch {
    return 'auto'
  }
}
