export {
  type FinaliseEffects,
  type FinaliseOutcome,
  type FinaliseTimes,
  finaliseSession,
  type SessionSubject,
  type TranscriptState,
} from './finalise/finalise-session.ts'
export { isAnyDue } from './finalise/is-any-due.ts'
export { listLive, markLive, unmarkLive } from './finalise/live-marks.ts'
export { type EventFacts, readEvents } from './finalise/read-events.ts'
export { type EventsRead, type Projected, readState, type SessionState, writeState } from './finalise/session-state.ts'
export {
  type SweepOptions,
  type SweepReport,
  type SweptSession,
  sweepSessions,
} from './finalise/sweep-sessions.ts'
export { UNTIL_TOLD } from './finalise/until-told.ts'
export type { AgentChange, FileChange } from './install/agent-change.ts'
export { type ChosenCommand, chooseCommand, type RunningSes } from './install/choose-command.ts'
export { type DetectedAgent, detectAgents } from './install/detect-agents.ts'
export { type DisableOptions, disableAgents } from './install/disable-agents.ts'
export { type EnableOptions, enableAgents } from './install/enable-agents.ts'
export { ignoreLogs, unignoreLogs } from './install/ignore-logs.ts'
export { type Installation, type InstallProblem, inspectInstallation } from './install/inspect-installation.ts'
export type { InstallPlaces } from './install/install-places.ts'
export { type PayloadFault, type ReadPayload, readPayload } from './record/read-payload.ts'
export { type HookEvent, type RecordedEvent, recordEvent } from './record/record-event.ts'
export { FAILURE_LOG, FAILURE_LOGS, type HookFailure, recordFailure } from './record/record-failure.ts'
export { patientFs, promptFs, type RecordFs } from './record/record-fs.ts'
