import type { Page } from './page.ts'
import type { ReflectView } from './reflect-view.ts'

/** One part of the page: its heading and lines, or nothing when the session gives nothing to tell. */
export type Section = (view: ReflectView, page: Page) => readonly string[]
