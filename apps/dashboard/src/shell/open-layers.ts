import { type Signal, signal } from '@preact/signals'

/** Whether the navigation is open on a narrow page. */
export const drawerOpen: Signal<boolean> = signal(false)

/** Whether the list of keys is open. */
export const helpOpen: Signal<boolean> = signal(false)
