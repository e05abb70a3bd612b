const SECRET = /^(?:api_key|secret|auth_token)$/

/** A config that can be shown to others: what only its owner should know reads `(set)`. */
export function hideSecrets(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SECRET.test(key) ? '(set)' : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item))
  const hidden = key === 'env' || key === 'headers'
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, hidden ? '(set)' : hideSecrets(item, name)]),
  )
}
