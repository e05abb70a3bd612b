/** One kind of secret as data. Everything that decides about a match is in here, so that a rule set can be hashed. */
export type Rule = ShapeRule | AssignmentRule

interface RuleBase {
  /** Kebab-case, unique, stable for ever: it is part of every placeholder. */
  readonly id: string
  readonly title: string
  /** Case-sensitive ASCII literals; the rule is tried where one of them stands and nowhere else. */
  readonly keywords: readonly string[]
  readonly examples: { readonly secret: readonly string[]; readonly clean: readonly string[] }
  /** Page of the vendor that describes the format; absent where none does. */
  readonly page?: string
}

/** A secret that its own characters or the words right before it give away. Wins over an assignment of the same value. */
export interface ShapeRule extends RuleBase {
  readonly kind: 'shape'
  /**
   * Matched where the keyword starts, without the flags `g` and `y`, and of bounded length. The capture that took part is the
   * secret and ends the match (what must follow it goes into a lookahead); without a capture the whole match is the secret.
   */
  readonly pattern: Pick<RegExp, 'source' | 'flags'>
  /** Characters right before the keyword that belong to the match, as many as there are up to `max`. */
  readonly lead?: { readonly characters: 'digits' | 'word' | 'base64'; readonly min: number; readonly max: number }
  /** True when the keyword may stand inside a word; otherwise no letter or digit may stand before the match. */
  readonly insideWord?: true
  readonly test?: ShapeTest
}

/** What the secret of a shape must pass besides its pattern; every part given must hold. */
export interface ShapeTest {
  /** Least Shannon entropy in bits per character. */
  readonly entropy?: number
  /** Judged like a value assigned to a name of this kind. */
  readonly value?: ValueKind
  /**
   * `basic`: base64 of `user:password`. `digit`: holds at least one digit and one letter. `pair`: the user name before the colon
   * and the password are not both stand-ins (`user:password`). `login`: the same for `user=…;password=…`.
   * `armour`: something like a line of base64 stands between the dashes.
   */
  readonly form?: 'basic' | 'digit' | 'pair' | 'login' | 'armour'
}

/** A value known only by the name it is given, in whatever syntax: shell, JSON, YAML, TOML, code, XML, headers, flags, queries. */
export interface AssignmentRule extends RuleBase {
  readonly kind: 'assignment'
  /** Matched against the name in lower-case words with single spaces (`DB_PASSWORD`, `dbPassword` → `db password`). */
  readonly name: RegExp
  /** In lower case: what a name may hold instead of a keyword where it is known to be one, as keys of JSON objects are. */
  readonly nameKeywords?: readonly string[]
  /** How the value is judged, see `plausibleValue`. None of these has white space in it. */
  readonly value: Exclude<ValueKind, 'argument'>
  /** The syntaxes in which the name counts. Default: all. */
  readonly forms?: readonly AssignmentForm[]
  /** When given, the value must match this too. */
  readonly pattern?: RegExp
}

/**
 * `password`: also short and weak values. `argument`: a place where nothing but a password or a reference to one can stand.
 * `token`: random characters. `key`: random characters, with more of them asked for. `basic`: base64 of `user:password`.
 */
export type ValueKind = 'password' | 'argument' | 'token' | 'key' | 'basic'

/**
 * How a value stands beside its name. `quoted`: between quotes after an operator. `bare`: after an operator up to a space or
 * bracket, where code may stand too. `env`: the same right after `NAME=` or in a query, where no code can stand. `flag`: the
 * word after `--name`. `tag`: between `<name>` and `<`. `spoken`: between quotes after the name and a space. `words`: the word
 * after the name and a space.
 */
export type AssignmentForm = 'quoted' | 'bare' | 'env' | 'flag' | 'tag' | 'spoken' | 'words'
