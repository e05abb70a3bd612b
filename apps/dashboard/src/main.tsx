import { render } from 'preact'
import { listen } from './api/live.ts'
import { App } from './app.tsx'
import { startTheme } from './theme.ts'

const place = document.getElementById('app')
if (place) {
  startTheme()
  listen()
  render(<App />, place)
}
