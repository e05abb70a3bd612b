export type { ErrorShape } from './error-reply.ts'
export type { Exchange, UnmeteredReason } from './exchange.ts'
export { type ProxyOptions, type RunningProxy, startProxy } from './start-proxy.ts'
export { defaultUpstreams, type Upstream } from './upstream.ts'
