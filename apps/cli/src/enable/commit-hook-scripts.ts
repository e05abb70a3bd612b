/** First comment of a hook that we wrote: by it we know it again. */
export const HOOK_MARK = '# ses checkpoints, made by `ses enable --checkpoint`'

/** Hooks of git that tell of commits. */
export const COMMIT_HOOKS = ['post-commit', 'post-rewrite'] as const

/** Behind the name of a hook that was there before. */
export const BEFORE = '.before-ses'

/** How the worker is started from a hook. */
export interface HookStart {
  /** Absolute paths on this machine; absent: `ses` by its name. */
  readonly paths?: { readonly node: string; readonly bin: string }
}

/**
 * A hook of its own that runs the one that was there before, notes the commit and leaves the rest to a process that nobody waits for. While a
 * rebase goes on nothing is started: git tells all of it at its end.
 */
export function hookScript({ paths }: HookStart): string {
  const named = 'command -v ses >/dev/null 2>&1 || exit $status\nset -- ses'
  const start =
    paths === undefined
      ? named
      : `node=${quoted(paths.node)}\nbin=${quoted(paths.bin)}\nif [ -x "$node" ] && [ -f "$bin" ]; then\n  set -- "$node" "$bin"\nelse\n  ${named.replaceAll('\n', '\n  ')}\nfi`
  return `#!/bin/sh
${HOOK_MARK}; \`ses disable\` takes it out.
# The hook that was here before is ${BEFORE} beside it, and runs first.
name=\${0##*/}
before=$0${BEFORE}
status=0
if [ "$name" = post-rewrite ]; then
  told=$(cat)
  if [ -x "$before" ]; then
    printf '%s\\n' "$told" | "$before" "$@"
    status=$?
  fi
elif [ -x "$before" ]; then
  "$before" "$@"
  status=$?
fi
# "ses commit" does by itself what follows.
[ -z "$SES_COMMIT" ] || exit $status
queue=$(git rev-parse --git-path ses/queue 2>/dev/null) || exit $status
head=$(git rev-parse --verify --quiet HEAD) || exit $status
mkdir -p "$queue" 2>/dev/null || exit $status
if [ "$name" = post-rewrite ]; then
  printf '%s\\n' "$told" >"$queue/$$.tmp" && mv "$queue/$$.tmp" "$queue/$head-$$.rewrite"
else
  printf '%s\\n' "$head" >"$queue/$$.tmp" && mv "$queue/$$.tmp" "$queue/$head.commit"
  for busy in rebase-merge rebase-apply sequencer; do
    [ -d "$(git rev-parse --git-path "$busy")" ] && exit $status
  done
fi
${start}
unset GIT_INDEX_FILE GIT_PREFIX GIT_REFLOG_ACTION
nohup "$@" checkpoints after-commit </dev/null >/dev/null 2>&1 &
exit $status
`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

const OPEN = '# >>> ses checkpoints >>>'
const JOINED = `${OPEN} (the line before had no end)`
const CLOSE = '# <<< ses checkpoints <<<'

/** A shell line for files that are shared with others: no path of this machine, and nothing where there is no `ses`. */
export const SHARED_LINE =
  'command -v ses >/dev/null 2>&1 && (nohup ses checkpoints after-commit </dev/null >/dev/null 2>&1 &) || true'

/** Adds a marked block at the end of a text. */
export function withBlock(text: string, block: string): string {
  const isJoined = text !== '' && !text.endsWith('\n')
  return `${text}${isJoined ? '\n' : ''}${isJoined ? JOINED : OPEN}\n${block}\n${CLOSE}\n`
}

/** Takes the block out again: byte for byte what was there before. */
export function withoutBlock(text: string): string {
  const start = text.indexOf(OPEN)
  const close = text.indexOf(`${CLOSE}\n`, start)
  if (start === -1 || close === -1) return text
  const isJoined = text.startsWith(JOINED, start)
  return text.slice(0, isJoined ? start - 1 : start) + text.slice(close + CLOSE.length + 1)
}

/** Whether a text has our block. */
export function hasBlock(text: string): boolean {
  return text.includes(OPEN)
}
