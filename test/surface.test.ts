import * as agents from '@ses/agents'
import * as archive from '@ses/archive'
import * as capture from '@ses/capture'
import * as checkpoints from '@ses/checkpoints'
import * as classifier from '@ses/classifier'
import * as core from '@ses/core'
import * as hooks from '@ses/hooks'
import * as interop from '@ses/interop'
import * as llm from '@ses/llm'
import * as mcp from '@ses/mcp'
import * as model from '@ses/model'
import * as patterns from '@ses/patterns'
import * as pricing from '@ses/pricing'
import * as proxy from '@ses/proxy'
import * as reports from '@ses/reports'
import * as reviews from '@ses/reviews'
import * as schema from '@ses/schema'
import * as secrets from '@ses/secrets'
import * as server from '@ses/server'
import * as sources from '@ses/sources'
import * as store from '@ses/store'
import * as testkit from '@ses/testkit'
import * as webhooks from '@ses/webhooks'
import { describe, expect, it } from 'vitest'

/** What other programs import and store. A name may be added here; one that is taken away or changed breaks somebody. */
const exported: readonly (readonly [string, object, string])[] = [
  [
    'model',
    model,
    'SesError addUsage commandKind commandKinds fileCategory isConfigVariable maxUsage noUsage parseShell recognition toolCallsOf totalTokens turnsOf usageOf walkSessions',
  ],
  [
    'agents',
    agents,
    'SessionBuilder agentPlaces agents attachSubagents createHookParser createTranscriptParser joinHookSession keepText parseHookEvents parseTranscript',
  ],
  [
    'secrets',
    secrets,
    'createBuiltInMasker createChunkMasker createMasker find mask maskJsonLine maskSession publicKey rules',
  ],
  [
    'classifier',
    classifier,
    'activityOf changesOf classifyIntent classifyRisk classifySession classifyType digestSession goalLine outcomeOf reviewHints riskOf riskRules riskThresholds scopeOf sessionTypes summarySentence typeRules',
  ],
  [
    'patterns',
    patterns,
    'checkClaims detectPatterns detectors grade gradeWeights inspectSession opportunitiesOf thresholdsOf',
  ],
  ['pricing', pricing, 'catalog packCatalog price priceSession readCatalog sumLedger'],
  [
    'schema',
    schema,
    'checkConfig checkDocument checkSummary configDefaults customToolActions jsonSchema mergeConfigs parseConfig parseDocument parseIndex parseMetadata parseSummary schemaNames summaryRisks summaryTypes tokenCountsOf',
  ],
  [
    'reports',
    reports,
    'estimateTokens explainOf handoffBlocks handoffOf mannKendall markdownOf median reportOf statsOf',
  ],
  ['interop', interop, 'exporters gitAiSession metricsOf parseGitAiNote spansOf toSarif'],
  ['core', core, 'analyzeSession defaultTextLimits'],
  ['sources', sources, 'discoverTranscripts findTranscripts readTranscript watchTranscripts'],
  [
    'store',
    store,
    'inspectStore isPinned isRunning listProjects listSessions openIndex openStore pinSession queryDatabase readIndex readMetadata readSummary refreshIndex registerProject removeSession repairStore resolveSession updateDatabase withLock writeSession',
  ],
  [
    'archive',
    archive,
    'deleteArchived filesOf findPseudonym listArchive metaOf openArchive parsePseudonym planArchive readBytes readLines rescanFile resolveArchived searchArchive selectPruned sweepArchive verifySession writeArchive',
  ],
  ['proxy', proxy, 'defaultUpstreams startProxy'],
  ['mcp', mcp, 'createMcpServer tools'],
  ['server', server, 'createDashboard'],
  ['llm', llm, 'chat chatJson parseJsonReply readLlmSettings'],
  [
    'reviews',
    reviews,
    'applyBaseline compareTexts createAgentEngine createMultiAgentEngine createRulesEngine diffSize editsDiff extendBaseline githubAnnotations maskDiff parseBaseline parseDiff providers reportReview reviewMarkdown reviewSarif rules severities',
  ],
  [
    'webhooks',
    webhooks,
    'deliverOutbox displayUrl dropDeliveries enableEndpoint enqueueWebhook findDelivery forgetDelivered inspectOutbox readWebhookSettings retryDeliveries sendTestEvent webhookEvents',
  ],
  [
    'capture',
    capture,
    'finaliseSession isAnyDue listLive markLive readEvents readPayload readState recordEvent recordFailure sweepSessions unmarkLive writeState',
  ],
  [
    'checkpoints',
    checkpoints,
    'authorKey bisectSnapshots bytePath checkpointsOf fetchCheckpoints listCommitCheckpoints listLines listSnapshots makeBranch markWork openBlame openShadow placeTranscript pruneShadow pushCheckpoints readArtifacts readCommitFacts relinkCheckpoints removeCheckpoints resolveCommit resolveSnapshot resumeCommand rewind shownPath summariseRange takeSnapshot undoRewind workSince writeCheckpoints',
  ],
  ['testkit', testkit, 'buildSession describeAgent describeDetector'],
]

describe('the names that other programs use', () => {
  it.each(exported)('@ses/%s', (_, module, names) => {
    expect(Object.keys(module)).toEqual(expect.arrayContaining(names.split(' ')))
  })

  it('of agents', () => {
    const ids =
      'claude-code codex gemini-cli opencode cursor qwen-code copilot-cli cline droid pi openclaw goose kimi iflow antigravity continue amp kiro windsurf specstory grok hermes manual'
    expect(agents.agents.map(({ id }) => id).sort()).toEqual(ids.split(' ').sort())
  })

  it('of agents with hooks', () => {
    const ids = 'claude-code codex gemini-cli opencode cursor qwen-code copilot-cli cline droid'
    expect(hooks.registrations.map(({ agent }) => agent)).toEqual(ids.split(' '))
  })

  it('of agents whose payloads are known', () => {
    const ids = 'claude-code codex gemini-cli opencode cursor qwen-code copilot-cli cline droid'
    expect(hooks.payloadForms.map(({ agent }) => agent)).toEqual(ids.split(' '))
  })

  it('of detectors', () => {
    const ids =
      'repeated_searches write_without_read error_rate error_streak low_read_ratio bash_overuse write_then_read scattered_files missed_parallelism retry_loop edit_churn edit_revert no_retest claim_mismatch scope_drift destructive_command secret_exposed context_pressure'
    expect(patterns.detectors.map(({ id }) => id)).toEqual(ids.split(' '))
  })

  it('of review rules', () => {
    const ids =
      'failing_last_test tests_not_run files_without_tests test_removed skipped_test unverified_claim secret_in_diff unsafe_code conflict_marker debug_print todo_added commented_code check_disabled migration dependency_lock ci_permission risky_file large_change scope_drift destructive_command'
    expect(reviews.rules.map(({ id }) => id)).toEqual(ids.split(' '))
  })

  it('of types of work', () => {
    const ids = 'bugfix feature refactor debug test docs devops upgrade config style security perf'
    expect([...classifier.sessionTypes].sort()).toEqual(ids.split(' ').sort())
  })

  it('of masking rules: each once, in kebab-case', () => {
    const ids = secrets.rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    const known =
      'private-key jwt aws-access-key-id google-api-key azure-storage-key github-token gitlab-token npm-token pypi-token slack-token stripe-key anthropic-key openai-key huggingface-token sendgrid-key vault-token basic-auth url-password password secret token api-key'
    expect(ids).toEqual(expect.arrayContaining(known.split(' ')))
  })

  it('of documents', () => {
    expect(schema.schemaNames).toEqual(
      expect.arrayContaining([
        'summary',
        'index',
        'config',
        'reflect',
        'list',
        'status',
        'usage',
        'view',
        'doctor',
        'blame',
        'blame-summary',
        'bisect',
        'error',
      ]),
    )
  })
})
