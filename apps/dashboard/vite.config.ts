import { defineConfig, type Plugin } from 'vite'
import { createFakeApi } from './e2e/fake-api.ts'

/** `vite` alone serves generated data under /api, so that the page is developed without a project full of sessions. */
const fakeApi: Plugin = {
  name: 'ses-fake-api',
  configureServer(server) {
    const api = createFakeApi()
    server.middlewares.use((request, response, next) => {
      if (!api.handle(request, response)) next()
    })
  },
}

export default defineConfig({
  base: './',
  resolve: { conditions: ['@ses/source'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // light-dark() and nesting as written: a lower target would rewrite every colour into two.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  plugins: [fakeApi],
})
