import { spawn } from 'node:child_process'
import type { Context } from '../context.ts'

/** Opens an address in the browser of whoever sits before this machine; where nobody does, nothing happens. */
export function openBrowser(url: string, { host }: Pick<Context, 'host'>): void {
  const command = commandFor(process.platform, host.env)
  if (command === undefined || host.stdout.isTTY !== true) return
  const [program, ...args] = command
  // No shell reads the address. Where the program is not there, the printed address is left.
  spawn(program, [...args, url], { detached: true, stdio: 'ignore', windowsHide: true })
    .on('error', () => {})
    .unref()
}

/** Program and arguments before the address. */
function commandFor(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  const hasScreen = (env['DISPLAY'] ?? env['WAYLAND_DISPLAY'] ?? '') !== ''
  return hasScreen ? ['xdg-open'] : undefined
}
