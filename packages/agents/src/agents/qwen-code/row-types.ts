/** Subtypes of `system` rows that tell nothing of the conversation. */
export const SIDE_SUBTYPES: ReadonlySet<string> = new Set([
  'attribution_snapshot',
  'file_history_snapshot',
  'session_notes',
  'at_command',
  'background_task_completed',
  'session_source',
  'session_execution_engine',
  'omni_recall',
  'agent_bootstrap',
  'agent_launch_prompt',
  'agent_retry',
  'agent_session_ready',
  'user_text_elements',
  'session_artifact_event',
  'session_artifact_snapshot',
  'session_sources_snapshot',
  'branch_checkpoint',
  'goal_state',
  'goal_runtime',
  'goal_turn_end',
  'turn_result',
  'managed_session_header_v1',
  'managed_session_event_v1',
  'managed_session_commit_v1',
])

/** Subtypes of `system` rows that are read. */
export const READ_SUBTYPES: ReadonlySet<string> = new Set([
  'ui_telemetry',
  'chat_compression',
  'slash_command',
  'custom_title',
  'rewind',
  'session_model',
  'session_approval_mode',
  'parent_session',
])
