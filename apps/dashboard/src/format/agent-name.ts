const names: Readonly<Record<string, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'gemini-cli': 'Gemini CLI',
  cursor: 'Cursor',
  opencode: 'OpenCode',
  'qwen-code': 'Qwen Code',
  'copilot-cli': 'Copilot CLI',
  aider: 'Aider',
  cline: 'Cline',
}

/** The name people use for an agent; an unknown id is shown as it is. */
export function agentName(id: string): string {
  return Object.hasOwn(names, id) ? (names[id] ?? id) : id
}
