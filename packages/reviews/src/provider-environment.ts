import type { ReviewProvider } from './review-provider.ts'

/** What programs need to run at all and to reach a model; nothing else of the caller's environment is handed on. */
const common = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_*',
  'TMPDIR',
  'XDG_*',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SystemRoot',
  'ComSpec',
  'PATHEXT',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
  'TEMP',
  'TMP',
]

/** The environment of a provider's program. */
export function providerEnvironment(
  { env, set = {} }: ReviewProvider,
  outside: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const wanted = [...common, ...env]
  const passed = Object.entries(outside).flatMap(([name, value]) =>
    value !== undefined && wanted.some((pattern) => fits(name, pattern)) ? [[name, value] as const] : [],
  )
  return { ...Object.fromEntries(passed), NO_COLOR: '1', TERM: 'dumb', CI: '1', ...set }
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}
