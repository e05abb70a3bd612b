export { buildSession, type CallFields, SessionBuilder, type SessionOptions } from './build-session.ts'
