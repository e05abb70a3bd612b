import type { JSX } from 'preact'
import { Icon, type IconName } from '../parts/icon.tsx'
import { chooseTheme, type Theme, themeChoice } from '../theme.ts'

const next: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }
const icons: Readonly<Record<Theme, IconName>> = { auto: 'auto', light: 'sun', dark: 'moon' }
const names: Readonly<Record<Theme, string>> = { auto: 'as the system', light: 'light', dark: 'dark' }

/** Steps through the colours: as the system, light, dark. */
export function ThemeToggle(): JSX.Element {
  const choice = themeChoice.value
  const text = `Colours: ${names[choice]}`
  return (
    <button type="button" class="icon-button" title={text} aria-label={text} onClick={() => chooseTheme(next[choice])}>
      <Icon name={icons[choice]} />
    </button>
  )
}
