import { plainTool, type ToolTable } from '../../tool-table.ts'

/** The one thing that is not told but looked up: what git says was changed between start and end. */
export const tools: ToolTable = { git: plainTool('other') }
