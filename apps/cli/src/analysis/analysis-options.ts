import type { AnalyzeOptions } from '@ses/core'
import { type Config, customToolActions, type RiskPathConfig } from '@ses/schema'
import { createMasker } from '@ses/secrets'
import { loadPriceOptions } from '../pricing/price-options.ts'
import type { Places } from '../project.ts'

/**
 * Turns the config into options of the analysis, with a masker that is compiled once for many sessions. Prices are those of every other
 * command: the user's, over the ones that `ses pricing update` has taken in below `places`, over the ones that ship with `ses`.
 */
export function analysisOptions(
  config: Config,
  key: string | undefined,
  places?: Places,
): AnalyzeOptions & Required<Pick<AnalyzeOptions, 'masker'>> {
  const { patterns, grading, prices, masking, custom_tools, risk } = config
  return {
    ...(patterns === undefined ? {} : { patterns }),
    ...(grading === undefined ? {} : { grading }),
    ...(prices === undefined ? {} : { prices }),
    ...(places === undefined ? {} : loadPriceOptions({ places }, config)),
    ...(custom_tools === undefined ? {} : { tools: customToolActions(custom_tools) }),
    ...(risk?.paths === undefined ? {} : { classify: { risk: { paths: risk.paths.map(riskPath) } } }),
    masker: createMasker({ ...masking, ...(key === undefined ? {} : { key }) }),
  }
}

function riskPath(path: string | RiskPathConfig): RiskPathConfig {
  return typeof path === 'string' ? { glob: path } : path
}
