/** Where a secret stands in a text, and which rule says so. Lists of these are sorted by `start` and disjoint. */
export interface Found {
  /** Id of the rule; `literal` for a configured literal, `custom` for a configured pattern without an id of its own. */
  readonly rule: string
  /** UTF-16 offset of the first unit of the secret itself, not of the words that give it away. */
  readonly start: number
  /** UTF-16 offset behind its last unit. */
  readonly end: number
}
