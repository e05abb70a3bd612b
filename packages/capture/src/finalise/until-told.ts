/** Agents whose sessions go on until an event says that they end: a person may be away from one that is told by hand for days. */
export const UNTIL_TOLD: ReadonlySet<string> = new Set(['manual'])
