import { navigate, route } from '../route/location.ts'
import { pageHref } from '../route/route.ts'
import { closeMenus } from '../shell/close-menus.ts'
import { places } from '../shell/navigation.ts'
import { drawerOpen, helpOpen } from '../shell/open-layers.ts'

/** How long `g` waits for the second key, in milliseconds. */
const patience = 1200

/** Obeys the keys until the returned function is called. */
export function listenToKeys(): () => void {
  let went = 0
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.key === 'Escape') closeAll(event.target)
    if (event.key === 'Escape' || helpOpen.value || isField(event.target)) return
    const place = Date.now() - went < patience ? places.flat().find(({ key }) => key === event.key) : undefined
    went = event.key === 'g' ? Date.now() : 0
    if (place) navigate(pageHref(place.page))
    else if (event.key === '/') search()
    else if (event.key === 'j') step(1)
    else if (event.key === 'k') step(-1)
    else if (event.key === '?') helpOpen.value = true
    else return
    event.preventDefault()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

function closeAll(target: EventTarget | null): void {
  drawerOpen.value = false
  closeMenus()
  if (isField(target)) (target as HTMLElement).blur()
}

function search(): void {
  const field = document.querySelector<HTMLInputElement>('main [data-search]')
  if (field) {
    field.focus()
    field.select()
    return
  }
  navigate(pageHref('search'))
  // The field is there once the page has been drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => route.value.page === 'search' && search()))
}

function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('main [data-item]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const top = items.findIndex((item) => item.getBoundingClientRect().top > 80)
  const next = items[at < 0 ? Math.max(0, top) : at + by]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select')
}
