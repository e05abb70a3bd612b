import type { ToolAction } from '@ses/model'
import type { CustomToolsConfig } from './documents/config.ts'

/** The action of every tool that `custom_tools.categories` names, in either of its two forms, by tool name. */
export function customToolActions(config: CustomToolsConfig | undefined): Record<string, ToolAction> {
  const actions: [string, ToolAction][] = []
  for (const [key, value] of Object.entries(config?.categories ?? {})) {
    if (typeof value === 'string') actions.push([key, value])
    else for (const tool of value) actions.push([tool, key as ToolAction])
  }
  return Object.fromEntries(actions)
}
