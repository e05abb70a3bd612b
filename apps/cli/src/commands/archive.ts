import type { Command } from '../command.ts'

/** Masked, compressed copies of transcripts, before their agents delete them. */
export const archive: Command = {
  name: 'archive',
  summary: 'Keep masked copies of transcripts; list, search, show, verify, prune, scan them',
  arguments: [
    { name: 'action', description: 'list, search, show, verify, prune or scan; else a transcript or a directory' },
    { name: 'words', description: 'More paths; the text to search for; the id to show', many: true },
  ],
  options: {
    'dry-run': { type: 'flag', description: 'Say what would be done, do nothing' },
    out: { type: 'text', description: 'Archive to work on; default: archive in ~/.ses' },
    project: {
      type: 'text',
      description: 'Name to archive under; for the actions: only this project (name or directory)',
    },
    agent: { type: 'text', description: 'Agent that wrote the files; for the actions: only of this agent' },
    limit: { type: 'number', description: 'At most so many; default 30, all with --json', short: 'n' },
    since: { type: 'text', description: 'Started at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'Started at or before: a date or a time ago' },
    'case-sensitive': { type: 'flag', description: 'search: tell upper from lower case' },
    raw: { type: 'flag', description: 'show: the masked transcript as it is stored' },
    repair: { type: 'flag', description: 'verify: write meta files that do not fit anew, remove leftovers' },
    keep: { type: 'number', description: 'prune: keep so many sessions, the latest' },
    'older-than': {
      type: 'text',
      description:
        'prune: delete what started before: 90d, 12w, 2026-01-31; default retention.archive_days of the config',
    },
    rewrite: { type: 'flag', description: 'scan: mask what is found' },
  },
  examples: [
    ['$0 archive ~/.claude/projects', 'archive every session of Claude Code on this machine'],
    ['$0 archive', 'archive the sessions of this project'],
    ['$0 archive search "rate limit" --since 30d', 'what was said of it'],
    ['$0 archive show latest --raw', 'the masked transcript'],
    ['$0 archive prune --older-than 365d --dry-run', 'what would be deleted'],
    ['$0 archive scan', 'look for secrets that earlier rules did not know'],
    ['$0 archive scan ab12', 'sessions, files and commits that a masked secret reached'],
  ],
  run: async (context, input) => (await import('../archive/run-archive.ts')).runArchive(context, input),
}
