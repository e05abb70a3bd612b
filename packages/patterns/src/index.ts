export { type CheckedClaim, checkClaims } from './check-claims.ts'
export { type DetectOptions, detectPatterns, type Inspection, inspectSession, thresholdsOf } from './detect.ts'
export type {
  CostOf,
  Detector,
  DetectorContext,
  Finding,
  Measure,
  Observation,
  Severity,
  Threshold,
  Waste,
} from './detector.ts'
export { detectors } from './detectors/index.ts'
export { type Grade, type GradeEntry, type GradeOptions, type GradeOutcome, grade, type Letter } from './grade.ts'
export { type GradeWeights, gradeWeights } from './grade-weights.ts'
export { type Opportunities, type Opportunity, opportunitiesOf } from './opportunities.ts'
export type { CallView, ReplyView, SessionView, TouchView, TurnView } from './session-view.ts'
