import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { createFakeApi, type FakeApi, servePage } from './fake-api.ts'

/** The page on loopback. */
export interface Served {
  readonly origin: string
  readonly api: FakeApi
  close(): Promise<void>
}

/** Folder of this package. */
export const packageFolder: string = fileURLToPath(new URL('..', import.meta.url))

/** Builds the page into a folder of its own, so that a test never sees an older bundle. */
export async function buildPage(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'ses-dashboard-'))
  await build({ root: packageFolder, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Serves a built page with generated data. */
export async function serve(folder: string, sessions?: number, now?: number): Promise<Served> {
  const api = createFakeApi(sessions, now)
  const server: Server = createServer((request, response) => {
    if (!api.handle(request, response)) servePage(folder, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    api,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
