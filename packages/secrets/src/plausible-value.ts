import { entropy } from './entropy.ts'

/** Whether a value assigned to a name that promises a secret is one, and not a placeholder, a reference or code. */
export function plausibleValue(value: string, kind: 'password' | 'token' | 'key'): boolean {
  if (value.length < 6) return false
  if (/^[$<{%[]|[()]|\*{3}|\.{3}|^(?:process|os|env|self|this|config|settings)\b|example|changeme|placeholder|your[_-]|redacted/i.test(value)) return false
  if (/^(.)\1*$/.test(value)) return false
  if (kind === 'password') return /\d|[^A-Za-z0-9_]/.test(value)
  return value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= 3
}
