import type { SesErrorCode } from '@ses/model'

/** How an error is told. The message of the error itself comes after the title. */
export interface ErrorText {
  /** What went wrong in two or three words. */
  readonly title: string
  /** What to do about it; `data` is what the error carries. */
  readonly fix: string | ((data: Readonly<Record<string, unknown>>) => string)
  readonly exit: ExitCode
}

/** 0 done · 1 a gate said no · 2 wrong usage or config · 3 not found · 4 refused for safety · 5 external failure · 70 our bug. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70

/** Every code that a package may throw. */
export const errorTexts: Readonly<Record<SesErrorCode, ErrorText>> = {
  usage: { title: 'wrong usage', fix: 'ses --help lists the commands, ses <command> --help their options', exit: 2 },
  config_invalid: {
    title: 'invalid config',
    fix: (data) =>
      `correct it in ${typeof data['file'] === 'string' ? data['file'] : 'the file that `ses config path` names'}`,
    exit: 2,
  },
  not_found: {
    title: 'not found',
    fix: (data) =>
      'id' in data
        ? '`ses list` shows the sessions; `ses import <path>` adds transcripts'
        : 'checkpoint' in data
          ? '`ses checkpoints` lists them'
          : 'commit' in data
            ? '`git log` shows the commits, `ses checkpoints commits` those with sessions beside them'
            : 'remote' in data
              ? '`git remote -v` lists them'
              : 'check the spelling of the path',
    exit: 3,
  },
  ambiguous_id: { title: 'ambiguous id', fix: 'type more of it, or the whole id', exit: 2 },
  unsafe: { title: 'refused', fix: 'nothing was changed; see the message for what stands in the way', exit: 4 },
  not_a_repository: {
    title: 'not a git repository',
    fix: 'go to a work tree of one, or make one with `git init`',
    exit: 3,
  },
  changed_since: {
    title: 'changed since by someone else',
    fix: '--merge keeps both sides, --force replaces the files (`ses rewind --undo` brings them back), --paths takes others',
    exit: 4,
  },
  unknown_format: {
    title: 'unknown format',
    fix: 'name a transcript of a coding agent; --agent tells whose it is where its content does not',
    exit: 2,
  },
  unreadable: { title: 'cannot read', fix: 'check that it is a file you may read', exit: 5 },
  write_failed: { title: 'cannot write', fix: 'check the rights of the folder and the room on the disk', exit: 5 },
  locked: { title: 'busy', fix: 'another ses is at work there; try again when it has finished', exit: 5 },
  masking_failed: { title: 'masking failed', fix: 'nothing was written; check `masking` in the config', exit: 4 },
  session_active: {
    title: 'a session is open here',
    fix: '`ses end` ends it; --resume goes on with it, --close-stale ends it and starts the new one',
    exit: 4,
  },
  no_active_session: {
    title: 'no open session',
    fix: '`ses start <task>` starts one; `ses list` shows those that have ended',
    exit: 3,
  },
  no_api_key: {
    title: 'no API key',
    fix: (data) => `set ${String(data['variable'])}, or api_key in the file that \`ses config path\` names`,
    exit: 2,
  },
  provider_failed: {
    title: 'the model gave no answer',
    fix: (data) => (typeof data['fix'] === 'string' ? data['fix'] : 'try again; SES_LOG=debug tells more'),
    exit: 5,
  },
  port_taken: { title: 'port in use', fix: '--port takes another one; --port 0 takes any that is free', exit: 5 },
  external: { title: 'something outside ses failed', fix: 'try again; SES_LOG=debug tells more', exit: 5 },
} satisfies Record<SesErrorCode, ErrorText>

/** For what no package meant to throw. */
export const bugText: ErrorText = {
  title: 'a bug in ses',
  fix: 'please report this line with what you did; SES_LOG=debug adds where it happened',
  exit: 70,
}
