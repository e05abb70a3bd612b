import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { HelpDialog } from './keyboard/help-dialog.tsx'
import { listenToKeys } from './keyboard/listen-to-keys.ts'
import { pageOf } from './pages/index.ts'
import { Missing } from './pages/missing.tsx'
import { route } from './route/location.ts'
import { closeMenus } from './shell/close-menus.ts'
import { Sidebar } from './shell/sidebar.tsx'
import { TopBar } from './shell/top-bar.tsx'

/** The frame around every page. */
export function App(): JSX.Element {
  const { page } = route.value
  const first = useRef(true)
  useEffect(() => {
    // Another page: whoever reads by ear or keyboard starts at its beginning, not at the link that was followed.
    if (!first.current) document.getElementById('main')?.focus({ preventScroll: true })
    first.current = false
  }, [page])
  useEffect(() => listenToKeys(), [])
  useEffect(() => {
    const leave = (event: PointerEvent): void => closeMenus(event.target)
    addEventListener('pointerdown', leave)
    return () => removeEventListener('pointerdown', leave)
  }, [])
  const View = pageOf(page) ?? Missing
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to content
      </a>
      <TopBar />
      <div class="frame">
        <Sidebar />
        <main id="main" tabIndex={-1}>
          <View key={page} />
        </main>
      </div>
      <HelpDialog />
    </>
  )
}

/** The address belongs to the pages, so the focus is moved without changing it. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
