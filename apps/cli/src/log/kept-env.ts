import type { LogHost } from './log-host.ts'

/** What a worker needs of the environment: an agent's keys are none of its business. */
export function keptEnv(env: LogHost['env']): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && KEPT.test(name)) kept[name] = value
  }
  return kept
}

const KEPT =
  /^(?:PATH|Path|HOME|USER|LOGNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|SYSTEMROOT|SystemRoot|TEMP|TMP|TMPDIR|LANG|LC_[A-Z]+|TZ|SES_[A-Z_]+|XDG_[A-Z_]+|[A-Z]+_HOME|[A-Z]+_CONFIG_DIR|(?:https?|no)_proxy|(?:HTTPS?|NO)_PROXY)$/
