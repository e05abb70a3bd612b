/** What is known of one archived file; stands at the end of the file itself. JSON keys are snake_case because `.meta.json` shows them. */
export interface ArchivedPart {
  readonly schema_version: 1
  /** The agent's own id of the session; of the parent for a sub-agent's file. */
  readonly session_id: string
  readonly agent: string
  /** Name of the project: the last part of the directory the session started in, or what the user called it. */
  readonly project: string
  /** Masked. */
  readonly cwd: string | null
  /** ISO 8601 in UTC, as all times here. */
  readonly started_at: string | null
  readonly archived_at: string
  /** `json`: one document over many lines; `text`: no JSON. */
  readonly format: TranscriptForm
  readonly source: ArchivedSource
  /** The masked text before compression. */
  readonly content: TextDigest & { readonly lines: number }
  /** The same up to and including its last line end: what a later state of a growing transcript begins with. */
  readonly complete: TextDigest
  /** Placeholders written, by rule. */
  readonly masked: Readonly<Record<string, number>>
  /** Hash of the masking rules. */
  readonly rule_set: string
  readonly receipt: Receipt
  /** Null for the session's own transcript. */
  readonly subagent: ArchivedSubagent | null
}

export type TranscriptForm = 'jsonl' | 'json' | 'text'

/** The file that was archived, as it was then. */
export interface ArchivedSource {
  readonly path: string
  readonly bytes: number
  /** Opaque: equal when the file is still the one that was archived. */
  readonly fingerprint: string
  /** What the text was put together from, where that is more than one file; its earlier lines may change, as those of a document. */
  readonly assembled?: 'files' | 'database'
}

/** Length and SHA-256 (64 hex digits) of a text in UTF-8. */
export interface TextDigest {
  readonly bytes: number
  readonly sha256: string
}

/** What masking could not look into, or what was left out. All zero for a transcript of nothing but text. */
export interface Receipt {
  /** Base64 of pictures: searched as text, but not looked at. */
  readonly images: Encoded
  /** Other base64 of 1024 characters and more: searched as text, but not decoded. */
  readonly encoded: Encoded
  /** Bytes of a last line that was still being written; it is taken in once it is whole. */
  readonly torn_bytes: number
  /** Lines with bytes that are no UTF-8; each such byte became `U+FFFD`. */
  readonly bad_utf8_lines: number
  /** Lines too long to be read as JSON; they were masked as plain text. */
  readonly long_lines: number
}

export interface Encoded {
  readonly count: number
  readonly bytes: number
}

export interface ArchivedSubagent {
  /** Names the file among those of the session. */
  readonly label: string
  readonly agent_type: string | null
  /** Tool call of the parent that started it. */
  readonly call_id: string | null
}

/** Whether a parsed value is what `archived-part.ts` describes, as far as readers rely on it. */
export function isArchivedPart(value: unknown): value is ArchivedPart {
  const part = value as Partial<ArchivedPart> | null | undefined
  return (
    part?.schema_version === 1 &&
    typeof part.session_id === 'string' &&
    typeof part.agent === 'string' &&
    typeof part.project === 'string' &&
    typeof part.archived_at === 'string' &&
    typeof part.rule_set === 'string' &&
    isDigest(part.content) &&
    isDigest(part.complete) &&
    typeof part.source?.fingerprint === 'string' &&
    typeof part.source.path === 'string' &&
    typeof part.masked === 'object' &&
    part.masked !== null &&
    typeof part.receipt === 'object' &&
    part.receipt !== null
  )
}

function isDigest(value: Partial<TextDigest> | undefined): boolean {
  return typeof value?.bytes === 'number' && typeof value.sha256 === 'string'
}
