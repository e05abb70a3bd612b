import { analysisOptions } from '../../analysis/analysis-options.ts'
import { reportError } from '../../error-report.ts'
import { loadConfig } from '../../settings.ts'
import { webhookSettings } from '../../webhook/webhook-settings.ts'
import type { Check } from '../check.ts'

const CAUSE = 'While it is so, hook events are kept without what they say and no session is finished.'

/** Both config files, each of which stops every command while it is wrong. */
export const config: Check = {
  id: 'config',
  title: 'The config can be used',
  inspect: async (context) => {
    try {
      const settings = await loadConfig(context)
      analysisOptions(settings, '0'.repeat(64), context.places)
      webhookSettings(context, settings)
      return []
    } catch (error) {
      const { message, fix } = reportError(error)
      return [{ severity: 'problem', title: message, cause: CAUSE, fix }]
    }
  },
}
