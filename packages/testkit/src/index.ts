export { buildSession, type CallFields, SessionBuilder, type SessionOptions } from './build-session.ts'
export { type AgentSubject, describeAgent } from './describe-agent.ts'
export { type DetectedFinding, type DetectorCases, describeDetector } from './describe-detector.ts'
export { describeRule, expandExample, type RuleSubject } from './describe-rule.ts'
