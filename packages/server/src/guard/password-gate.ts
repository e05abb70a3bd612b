import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Compares passwords, slowly and not too often. */
export interface PasswordGate {
  /** `locked`: there were too many wrong ones lately, and this one was not looked at. */
  readonly check: (given: string) => Promise<'right' | 'wrong' | 'locked'>
}

/** Wrong passwords in a row until the next ones have to wait. */
const FREE = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000
const MAX_LENGTH = 1024

/** Keeps a salted scrypt hash of the password, never the password. `now` is in epoch milliseconds. */
export async function createPasswordGate(password: string, now: () => number): Promise<PasswordGate> {
  const salt = randomBytes(16)
  const right = await hash(password, salt)
  let wrong = 0
  let lockedUntil = 0
  let busy = false
  return {
    check: async (given) => {
      // One at a time: the memory of a hash is 16 MB.
      if (busy || now() < lockedUntil || given.length > MAX_LENGTH) return 'locked'
      busy = true
      try {
        if (timingSafeEqual(await hash(given, salt), right)) {
          wrong = 0
          return 'right'
        }
      } finally {
        busy = false
      }
      wrong += 1
      if (wrong >= FREE) lockedUntil = now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE))
      return 'wrong'
    },
  }
}

function hash(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, { N: 2 ** 14, r: 8, p: 1 }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
