/**
 * Input tokens at the full rate where the recorded number includes the cached ones. A number smaller than the cached ones cannot
 * include them and is kept.
 */
export function uncachedInput(input: number, cached: number): number {
  return input >= cached ? input - cached : input
}
