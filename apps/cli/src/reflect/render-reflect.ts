import { clip } from '../terminal/display-width.ts'
import type { Page } from './page.ts'
import type { ReflectView } from './reflect-view.ts'
import { sections } from './sections/index.ts'

/** The page as lines; sections without anything to tell are left out. */
export function renderReflect(view: ReflectView, page: Page): string[] {
  const parts = sections.map((section) => section(view, page)).filter((lines) => lines.length > 0)
  return parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])).map((line) => clip(line, page.width))
}
