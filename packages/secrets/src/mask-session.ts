import type { CommitRef, FileTouch, Masked, Session, SessionEvent, ToolCallEvent } from '@ses/model'
import { maskJsonLine } from './mask-json-line.ts'
import type { Masker } from './masker.ts'

/** Masks every text of a session and its children; ids, times, names and numbers stay as they are. */
export function maskSession(session: Session, masker: Masker): Session<Masked> {
  const text = (value: string): Masked => masker.mask(value).text
  const maskJson = (value: string): Masked => maskJsonLine(value, masker)
  const { title, cwd, gitBranch, events, children, ...rest } = session
  return {
    ...rest,
    ...(title === undefined ? {} : { title: text(title) }),
    ...(cwd === undefined ? {} : { cwd: text(cwd) }),
    ...(gitBranch === undefined ? {} : { gitBranch: text(gitBranch) }),
    events: events.map((event) => maskEvent(event, text, maskJson)),
    children: children.map((child) => maskSession(child, masker)),
  }
}

type MaskText = (value: string) => Masked

function maskEvent(event: SessionEvent, text: MaskText, maskJson: MaskText): SessionEvent<Masked> {
  switch (event.type) {
    case 'prompt':
    case 'context':
    case 'reply':
    case 'thinking':
      return { ...event, text: text(event.text) }
    case 'tool':
      return maskToolCall(event, text, maskJson)
    case 'compaction': {
      const { summary, ...rest } = event
      return { ...rest, ...(summary === undefined ? {} : { summary: text(summary) }) }
    }
    case 'lifecycle': {
      const { detail, ...rest } = event
      return { ...rest, ...(detail === undefined ? {} : { detail: text(detail) }) }
    }
  }
}

function maskToolCall(event: ToolCallEvent, text: MaskText, maskJson: MaskText): ToolCallEvent<Masked> {
  const { input, command, output, files, commits, ...rest } = event
  return {
    ...rest,
    ...(input === undefined ? {} : { input: maskJson(input) }),
    ...(command === undefined ? {} : { command: text(command) }),
    ...(output === undefined ? {} : { output: text(output) }),
    files: files.map((file) => maskFile(file, text)),
    ...(commits === undefined ? {} : { commits: commits.map((commit) => maskCommit(commit, text)) }),
  }
}

function maskFile(file: FileTouch, text: MaskText): FileTouch<Masked> {
  const { path, to, before, after, ...rest } = file
  return {
    ...rest,
    path: text(path),
    ...(to === undefined ? {} : { to: text(to) }),
    ...(before === undefined ? {} : { before: text(before) }),
    ...(after === undefined ? {} : { after: text(after) }),
  }
}

function maskCommit(commit: CommitRef, text: MaskText): CommitRef<Masked> {
  const { branch, subject, ...rest } = commit
  return {
    ...rest,
    ...(branch === undefined ? {} : { branch: text(branch) }),
    ...(subject === undefined ? {} : { subject: text(subject) }),
  }
}
