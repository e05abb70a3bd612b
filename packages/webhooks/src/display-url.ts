/** A URL that may be shown: whoever owns a webhook often hides the secret in its path or query, so only the host is told. */
export function displayUrl(url: URL): string {
  const { protocol, host, pathname, search, username, password } = url
  const user = username !== '' || password !== '' ? '***@' : ''
  return `${protocol}//${user}${host}${pathname === '/' && search === '' ? '' : '/…'}`
}
