const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Decodes base64 or base64url to one UTF-16 unit per byte; stops at the first character outside the alphabet. */
export function decodeBase64(text: string): string {
  let bits = 0
  let held = 0
  let decoded = ''
  for (const char of text) {
    const value = ALPHABET.indexOf(char === '-' ? '+' : char === '_' ? '/' : char)
    if (value < 0) break
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      decoded += String.fromCharCode((held >> bits) & 255)
      held &= (1 << bits) - 1
    }
  }
  return decoded
}
