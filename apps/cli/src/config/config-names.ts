import type { ConfigNames } from '@ses/schema'

/** What only the engines know of a config's keys. Loaded when there is a config to check. */
export async function configNames(): Promise<ConfigNames> {
  const { detectors, gradeWeights } = await import('@ses/patterns')
  return {
    detectors: detectors.map(({ id }) => id),
    thresholds: detectors.flatMap(({ thresholds }) => Object.keys(thresholds)),
    weights: [...Object.keys(gradeWeights), ...detectors.map(({ id }) => id)],
  }
}
