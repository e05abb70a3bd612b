/** What a review found, as far as SARIF has a place for it. Texts are masked. */
export interface SarifInput {
  /** Version of ses. */
  readonly version: string
  readonly findings: readonly SarifFinding[]
}

export interface SarifFinding {
  /** Id of the rule, stable for ever. */
  readonly rule: string
  readonly severity: 'info' | 'low' | 'medium' | 'high' | 'critical'
  readonly category: string
  readonly title: string
  readonly message: string
  readonly recommendation?: string
  /** Stable over reformatting; tells a known finding from a new one. */
  readonly fingerprint: string
  /** Relative to the root of the repository, with forward slashes; absent when it concerns the session as a whole. */
  readonly path?: string
  /** From 1. */
  readonly line?: number
  readonly endLine?: number
  readonly snippet?: string
  /** 0–1. */
  readonly confidence?: number
  /** Steps of the session that led to it, in order. */
  readonly flow?: readonly SarifStep[]
  /** Why it is accepted, when it is. */
  readonly suppressed?: string
}

/** One event of the transcript. */
export interface SarifStep {
  readonly session: string
  readonly event: string
  /** Line of the transcript, from 1, where it has lines. */
  readonly line?: number
  readonly text: string
}

/** A SARIF log; plain JSON of the shape that the standard defines. */
export interface SarifLog {
  readonly $schema: string
  readonly version: '2.1.0'
  readonly runs: readonly Readonly<Record<string, unknown>>[]
}

const levels = { info: 'note', low: 'note', medium: 'warning', high: 'error', critical: 'error' } as const

/** GitHub sorts by this number, from 0 to 10. */
const securitySeverity = { info: '0.0', low: '3.0', medium: '5.5', high: '8.0', critical: '9.5' } as const

/** A review as a SARIF 2.1.0 log (OASIS): one run, its rules in order of id, its results in the order of the findings. */
export function toSarif({ version, findings }: SarifInput): SarifLog {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()].sort((a, b) =>
    a.rule < b.rule ? -1 : 1,
  )
  const indexes = new Map(rules.map(({ rule }, index) => [rule, index]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ses', semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding) => resultOf(finding, indexes.get(finding.rule) ?? 0)),
      },
    ],
  }
}

function ruleOf({ rule, title, severity, category, recommendation }: SarifFinding): Record<string, unknown> {
  return {
    id: rule,
    shortDescription: { text: sentence(title) },
    ...(recommendation ? { help: { text: recommendation } } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [category],
      ...(category === 'security' ? { 'security-severity': securitySeverity[severity] } : {}),
    },
  }
}

function resultOf(finding: SarifFinding, ruleIndex: number): Record<string, unknown> {
  const { rule, severity, message, fingerprint, path, line, endLine, snippet, confidence, flow, suppressed } = finding
  const region = line === undefined ? undefined : regionOf(line, endLine, snippet)
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message || finding.title },
    ...(path === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(path), uriBaseId: 'SRCROOT' },
                ...(region === undefined ? {} : { region }),
              },
            },
          ],
        }),
    partialFingerprints: { 'ses/v1': fingerprint },
    ...(flow === undefined || flow.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: flow.map((step) => ({ location: stepOf(step) })) }] }] }),
    ...(suppressed === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: suppressed }] }),
    properties: { severity, ...(confidence === undefined ? {} : { confidence }) },
  }
}

function regionOf(
  startLine: number,
  endLine: number | undefined,
  snippet: string | undefined,
): Record<string, unknown> {
  return {
    startLine: Math.max(1, startLine),
    ...(endLine === undefined || endLine < startLine ? {} : { endLine }),
    ...(snippet === undefined ? {} : { snippet: { text: snippet } }),
  }
}

/** Transcripts are no files of the repository: they are named by a URI of our own. */
function stepOf({ session, event, line, text }: SarifStep): Record<string, unknown> {
  return {
    physicalLocation: {
      artifactLocation: { uri: `ses://session/${encodeURIComponent(session)}` },
      ...(line === undefined || line < 1 ? {} : { region: { startLine: line } }),
    },
    logicalLocations: [{ name: event, kind: 'event' }],
    message: { text },
  }
}

/** A relative path as a URI reference; its slashes stay. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
