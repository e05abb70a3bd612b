import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What lets a browser in: an address that was printed here, then a cookie. All of it is made anew at every start. */
export interface Credentials {
  /** Good for as long as the server runs. */
  readonly token: string
  /** A token that is good once: for a command line, which other users of the machine can see. */
  readonly once: () => string
  /** Whether it is a token; one that is good once is used up by the question. */
  readonly redeem: (token: string) => boolean
  /** Value of the cookie; never equal to a token, since an address may stay in a browser's history. */
  readonly cookie: string
  readonly isCookie: (value: string) => boolean
}

/** Tokens for one command line that may be open at a time. */
const MAX_OPEN = 8

export function createCredentials(): Credentials {
  const token = secret()
  const cookie = secret()
  const open: string[] = []
  return {
    token,
    cookie,
    once: () => {
      const made = secret()
      open.push(made)
      if (open.length > MAX_OPEN) open.shift()
      return made
    },
    redeem: (given) => {
      const at = open.findIndex((one) => isSame(one, given))
      if (at >= 0) open.splice(at, 1)
      return at >= 0 || isSame(token, given)
    },
    isCookie: (value) => isSame(cookie, value),
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** Takes the same time wherever they differ, and whatever their lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
