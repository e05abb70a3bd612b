import { type ReadonlySignal, signal } from '@preact/signals'
import { parseRoute, query, type Route } from './route.ts'

const current = signal<Route>(parseRoute(location.hash))
addEventListener('hashchange', () => {
  const before = current.value
  current.value = parseRoute(location.hash)
  if (before.page !== current.value.page || before.id !== current.value.id) scrollTo(0, 0)
})

/** Where the reader is. */
export const route: ReadonlySignal<Route> = current

/** Goes to an address made by `pageHref` or `sessionHref`. */
export function navigate(href: string): void {
  location.hash = href
}

/** Changes parameters of the address without a new entry in the history; an empty value removes one. */
export function setParams(patch: Readonly<Record<string, string>>): void {
  const path = location.hash.split('?')[0] || '#/'
  history.replaceState(null, '', `${path}${query({ ...current.value.params, ...patch })}`)
  current.value = parseRoute(location.hash)
}
