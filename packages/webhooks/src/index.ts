export { type DeliverOptions, type DeliverReport, deliverOutbox } from './deliver-outbox.ts'
export type { Delivery, DeliveryFailure } from './delivery.ts'
export { displayUrl } from './display-url.ts'
export type { EndpointState } from './endpoint-state.ts'
export { type Enqueued, type EnqueueOptions, enqueueWebhook, type WebhookOccurrence } from './enqueue-webhook.ts'
export {
  dropDeliveries,
  enableEndpoint,
  findDelivery,
  forgetDelivered,
  inspectOutbox,
  type OutboxContents,
  retryDeliveries,
} from './inspect-outbox.ts'
export type { SendRequest, WebhookAnswer, WebhookRequest } from './send-request.ts'
export { sendTestEvent, type TestEventOptions } from './send-test-event.ts'
export { readWebhookSettings, type WebhookSettings, webhookEvents } from './webhook-settings.ts'
