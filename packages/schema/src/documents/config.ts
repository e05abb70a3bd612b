import type { ToolAction } from '@ses/model'

/** `.ses-logs/config.json` and `~/.ses/config.json`. Every key may be missing; `configDefaults` tells what then holds. */
export interface Config {
  /** Of the model that writes summaries. */
  readonly provider?: 'openai' | 'anthropic'
  readonly api_key?: string
  readonly model?: string
  readonly openai_base_url?: string
  /** Path below the base URL, or a whole URL. */
  readonly openai_endpoint?: string
  /** Lets keys and sessions go unencrypted to another machine. */
  readonly openai_allow_http?: boolean
  readonly max_tokens?: number
  /** 0–2. */
  readonly temperature?: number
  readonly webhooks?: WebhookConfig
  /** Set where the real environment does not. */
  readonly env?: Readonly<Record<string, string>>
  readonly patterns?: PatternsConfig
  /** Weight by the id of a penalty or bonus. */
  readonly grading?: Readonly<Record<string, number>>
  readonly custom_tools?: CustomToolsConfig
  readonly risk?: RiskConfig
  readonly masking?: MaskingConfig
  readonly budget?: BudgetConfig
  readonly retention?: RetentionConfig
  /** Prices that win over the catalog; written by `ses pricing set`. */
  readonly prices?: readonly PriceConfig[]
}

/** Events that are sent. */
export type WebhookEvent = 'session.ended' | 'review.completed'

/** Where and how events are sent; nothing is without a `url`. */
export interface WebhookConfig {
  readonly url?: string
  /** Default: all. */
  readonly events?: readonly WebhookEvent[]
  /** Signs the body. */
  readonly secret?: string
  /** Sent as `Authorization: Bearer`. */
  readonly auth_token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly timeout_ms?: number
  /** Attempts after the first one, or how to make them. */
  readonly retry?: number | WebhookRetry
  /** Lets events go unencrypted to another machine. */
  readonly allow_http?: boolean
  /** Lets events go to addresses of private networks. */
  readonly allow_private?: boolean
}

/** How a failed delivery is tried again. */
export interface WebhookRetry {
  /** After the first one. */
  readonly attempts?: number
  /** Before the first retry; doubled at each further one. */
  readonly delay_ms?: number
}

/** Which detectors run, and from where on they fire. */
export interface PatternsConfig {
  /** Detector ids; when given, no other runs. */
  readonly enabled?: readonly string[]
  readonly disabled?: readonly string[]
  readonly thresholds?: Readonly<Record<string, number>>
}

/** Tools that no agent table knows. */
export interface CustomToolsConfig {
  /** Tool names by action, or the action by tool name: `{ "search": ["find_code"] }` or `{ "find_code": "search" }`. */
  readonly categories?: Readonly<Record<string, ToolAction | readonly string[]>>
}

/** What is risky in this project besides what is risky anywhere. */
export interface RiskConfig {
  /** Paths whose change makes a session riskier: a glob, or one with its points and reason. */
  readonly paths?: readonly (string | RiskPathConfig)[]
}

export interface RiskPathConfig {
  readonly glob: string
  /** 0–100; default 30, from 20 on the risk is medium, from 50 on high. */
  readonly points?: number
  /** Default: the glob. */
  readonly reason?: string
}

/** What is masked beside the built-in rules. */
export interface MaskingConfig {
  readonly patterns?: readonly (string | MaskingPattern)[]
  /** Texts masked wherever they stand. */
  readonly literals?: readonly string[]
  /** Texts never masked. */
  readonly allow?: readonly string[]
}

/** A regular expression of the user, and what stands in its place; default: the mark of the built-in rules. */
export interface MaskingPattern {
  readonly pattern: string
  readonly replacement?: string
}

/** Limits in US dollars. */
export interface BudgetConfig {
  readonly session?: number
  readonly day?: number
  readonly month?: number
  readonly project?: number
  /** Share of a limit from which on a warning is given, 0–1. */
  readonly warn_at?: number
}

/** Days after which `ses clean` and `ses archive prune` remove things; never when absent. */
export interface RetentionConfig {
  readonly sessions_days?: number
  readonly archive_days?: number
}

/** The shape of `PriceOverride` in `@ses/pricing`, in US dollars per million tokens. */
export interface PriceConfig {
  readonly match: string
  readonly inputPerMTok: number
  readonly outputPerMTok: number
  readonly cacheReadPerMTok?: number
  readonly cacheWritePerMTok?: number
  readonly cacheWrite1hPerMTok?: number
  /** `YYYY-MM-DD`. */
  readonly from?: string
}
