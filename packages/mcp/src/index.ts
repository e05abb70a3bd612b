export { createMcpServer } from './create-mcp-server.ts'
export type { CommandOutcome, Services } from './services.ts'
export type { CommandLine, Tool } from './tool.ts'
export { tools } from './tools/index.ts'
