/** A window of five hours for which a plan grants a fixed amount of work. */
export interface BillingBlock {
  /** Epoch milliseconds: the full UTC hour of its first response. */
  readonly start: number
  readonly end: number
}

const HOUR_MS = 3_600_000
const BLOCK_MS = 5 * HOUR_MS

/**
 * The windows that instants fall into, in the order of the instants given, which must ascend. A window opens with the first response
 * after the last one has closed.
 */
export function billingBlocks(instants: readonly number[]): BillingBlock[] {
  let block: BillingBlock | undefined
  return instants.map((at) => {
    if (block === undefined || at >= block.end) {
      const start = Math.floor(at / HOUR_MS) * HOUR_MS
      block = { start, end: start + BLOCK_MS }
    }
    return block
  })
}
