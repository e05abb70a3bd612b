/** One kind of secret as data. Everything that decides about a match is in here, so that a rule set can be hashed. */
export interface Rule {
  /** Kebab-case, stable for ever: it is part of every placeholder. */
  readonly id: string
  readonly title: string
  /** Case-sensitive ASCII literals, one of which starts every match; the pattern is tried nowhere else. */
  readonly keywords: readonly string[]
  /**
   * Matched at the keyword, without the flags `g` and `y`. The first capture is the secret and ends the match (what must
   * follow it goes into a lookahead of a few characters); without a capture the whole match is the secret.
   */
  readonly pattern: RegExp
  /** Characters that belong to the match although they stand before the keyword, and how many of them there may be. */
  readonly lead?: { readonly characters: 'digits' | 'word'; readonly min: number; readonly max: number }
  /** True when the keyword may start inside a word (`dbPassword`); otherwise no letter or digit may stand before it. */
  readonly insideWord?: true
  /** `shape`: recognisable by itself. `context`: known only by the name beside it, so a shape that fits wins over it. */
  readonly kind: 'shape' | 'context'
  readonly test?: RuleTest
  readonly examples: { readonly secret: readonly string[]; readonly clean: readonly string[] }
  /** Page of the vendor that describes the format; absent where none does. */
  readonly page?: string
}

/** What the secret must pass besides the pattern; every part given must hold. */
export interface RuleTest {
  /** Least Shannon entropy in bits per character. */
  readonly entropy?: number
  /** How the value of an assignment is judged, see `plausibleValue`. */
  readonly value?: 'password' | 'token' | 'key'
  readonly checksum?: 'github' | 'jwt'
}
