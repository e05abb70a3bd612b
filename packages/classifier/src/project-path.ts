import type { FileTouch } from '@ses/model'

/** Work trees that agents make inside a project: a file there stands for the project's own. */
const WORKTREE = /^(?:.*\/)?\.(?:claude|codex|cursor|gemini|opencode|git)?\/?worktrees\/[^/]+\/(?=.)/

/** The path a touch leaves a file at, seen from the project's root. */
export function projectPath(touch: FileTouch): string {
  const path = touch.to ?? touch.path
  return path.includes('worktrees/') ? path.replace(WORKTREE, '') : path
}

/** True for operations that leave a file other than it was. */
export function isChange(touch: FileTouch): boolean {
  return touch.operation !== 'read' && touch.operation !== 'search' && touch.operation !== 'list'
}
