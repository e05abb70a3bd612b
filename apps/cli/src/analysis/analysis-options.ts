import type { AnalyzeOptions } from '@ses/core'
import type { Config } from '@ses/schema'
import { createMasker } from '@ses/secrets'

/** Turns the config into options of the analysis, with a masker that is compiled once for many sessions. */
export function analysisOptions(
  config: Config,
  key: string | undefined,
): AnalyzeOptions & Required<Pick<AnalyzeOptions, 'masker'>> {
  const { patterns, grading, prices, masking } = config
  return {
    ...(patterns === undefined ? {} : { patterns }),
    ...(grading === undefined ? {} : { grading }),
    ...(prices === undefined ? {} : { prices }),
    masker: createMasker({ ...masking, ...(key === undefined ? {} : { key }) }),
  }
}
