export {
  type AggregatedUsage,
  aggregateUsage,
  type UsageEntry,
  type UsageSum,
} from './aggregate-usage.ts'
export { type BillingBlock, billingBlocks } from './billing-blocks.ts'
export {
  type BudgetLimits,
  type BudgetScope,
  type BudgetStanding,
  type BudgetState,
  budgetScopes,
  checkBudget,
} from './budget.ts'
export type { Catalog, CatalogModel, CatalogProvider, CatalogRow, Rate } from './catalog.ts'
export { CATALOG_DATE } from './catalog-data.ts'
export { type CatalogEntry, catalog } from './catalog-entries.ts'
export { type CountedResponse, countOnce, type ResponseCopy } from './count-once.ts'
export { forecastSpend } from './forecast.ts'
export type { ModelMatch } from './model-match.ts'
export { packCatalog } from './pack-catalog.ts'
export { type PricedResponse, type PriceOptions, price } from './price.ts'
export type { PriceOverride } from './price-override.ts'
export type { PriceKind, PriceLine, PriceQuote } from './price-quote.ts'
export { priceSession, type SessionPriceOptions, sumLedger } from './price-session.ts'
export { priceUsage, quoteOf } from './price-usage.ts'
export { readCatalog } from './read-catalog.ts'
export type { DroppedEntry, LedgerEntry, LedgerQuote, ModelCost, SessionCost } from './session-cost.ts'
export { type SessionUsage, sessionUsageOf } from './session-usage.ts'
