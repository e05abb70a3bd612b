export { callerOf } from './caller.ts'
export { untrustedByCodex } from './codex-trust.ts'
export { agentOfLine, type HookBundle, type HookCommand, type HookShell, hookLine } from './hook-command.ts'
export type { HookIdentity, HookKind, Payload } from './hook-identity.ts'
export { identifyHook, payloadForm } from './identify-hook.ts'
export { mcpRegistrations } from './mcp-registrations/index.ts'
export type { PayloadForm } from './payload-form.ts'
export { payloadForms } from './payloads/index.ts'
export type {
  AgentSigns,
  HookFile,
  HookFolder,
  HookRegistration,
  HookScope,
  RegisteredHook,
} from './registration.ts'
export { registrations } from './registrations/index.ts'
