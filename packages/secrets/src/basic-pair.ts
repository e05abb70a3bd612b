import { decodeBase64 } from './base64.ts'
import { isStopWord } from './stop-words.ts'

/** True for base64 of `user:password` as Basic authentication, npm and docker write it, unless the password is a stand-in. */
export function isBasicPair(value: string): boolean {
  if (!/^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(value)) return false
  const decoded = decodeBase64(value)
  const colon = decoded.indexOf(':')
  if (colon < 0 || colon === decoded.length - 1) return false
  if (!/^[\x20-\x7e]*$/.test(decoded)) return false
  return !isStandInPair(decoded, decoded.slice(colon + 1))
}

/** True when text ends in `user:password` with both of them the words that manuals write there. */
export function isStandInPair(text: string, password: string): boolean {
  const user = /([A-Za-z0-9._-]*):$/.exec(text.slice(0, text.length - password.length).slice(-64))?.[1] ?? ''
  return PASSWORD_WORD.test(password) && isStandInUser(user)
}

/** The same for `user=…;password=…`. */
export function isStandInLogin(text: string, password: string): boolean {
  return PASSWORD_WORD.test(password) && isStandInUser(/=\s*([^;=]*);/.exec(text)?.[1] ?? '')
}

/** The name of the thing in the thing's place. */
const PASSWORD_WORD =
  /^(?:(?:my|your|the|db|user|some)[-_ ]?)?(?:pass(?:word|wd|phrase)?|pwd|pw|token|changeme|xxx+)[-_]?\d{0,2}$/i

function isStandInUser(user: string): boolean {
  const words = user
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  return words.every((word) => isStopWord(word))
}
