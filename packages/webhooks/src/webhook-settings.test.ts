import { SesError } from '@ses/model'
import type { WebhookConfig } from '@ses/schema'
import { describe, expect, it } from 'vitest'
import { displayUrl } from './display-url.ts'
import { readWebhookSettings } from './webhook-settings.ts'

const url = 'https://example.com/hook'

function refusal(config: WebhookConfig, env: Record<string, string> = {}): string {
  try {
    readWebhookSettings(config, env)
  } catch (error) {
    if (error instanceof SesError && error.code === 'config_invalid') return error.message + JSON.stringify(error.data)
    throw error
  }
  return 'accepted'
}

describe('readWebhookSettings', () => {
  it('is nothing without a URL', () => {
    expect(readWebhookSettings({ secret: 's' }, {})).toBeUndefined()
    expect(readWebhookSettings(undefined, { SES_WEBHOOK_URL: '' })).toBeUndefined()
  })

  it('has defaults', () => {
    expect(readWebhookSettings({ url }, {})).toEqual({
      url: new URL(url),
      events: ['session.ended', 'review.completed'],
      headers: {},
      timeoutMs: 5000,
      attempts: 12,
      delayMs: 5000,
      allowPrivate: false,
    })
  })

  it('takes every key of the config', () => {
    const settings = readWebhookSettings(
      {
        url,
        events: ['review.completed'],
        secret: 's',
        auth_token: 't',
        headers: { 'X-Team': 'a' },
        timeout_ms: 1,
        retry: { attempts: 0, delay_ms: 7 },
        allow_private: true,
      },
      {},
    )
    expect(settings).toMatchObject({ events: ['review.completed'], secret: 's', authToken: 't', timeoutMs: 1 })
    expect(settings).toMatchObject({ headers: { 'x-team': 'a' }, attempts: 1, delayMs: 7, allowPrivate: true })
    expect(readWebhookSettings({ url, retry: 2 }, {})).toMatchObject({ attempts: 3, delayMs: 5000 })
  })

  it('lets the environment win', () => {
    const env = {
      SES_WEBHOOK_URL: 'https://other.example/',
      SES_WEBHOOK_SECRET: 'S',
      SES_WEBHOOK_AUTH_TOKEN: 'T',
      SES_WEBHOOK_EVENTS: 'review.completed',
    }
    expect(readWebhookSettings({ url, secret: 's', auth_token: 't', events: ['session.ended'] }, env)).toMatchObject({
      url: new URL('https://other.example/'),
      secret: 'S',
      authToken: 'T',
      events: ['review.completed'],
    })
  })

  it('sends unencrypted to this machine only, or where that is allowed', () => {
    expect(refusal({ url: 'http://example.com/' })).toContain('webhooks.url: expected https')
    expect(refusal({}, { SES_WEBHOOK_URL: 'http://192.168.0.2/' })).toContain('SES_WEBHOOK_URL: expected https')
    expect(refusal({ url: 'file:///etc/passwd', allow_http: true })).toContain('webhooks.url: expected https')
    expect(refusal({ url: 'http://example.com/', allow_http: true })).toBe('accepted')
    for (const host of ['localhost:3000', '127.0.0.1', '[::1]:8080']) {
      expect(refusal({ url: `http://${host}/` })).toBe('accepted')
    }
  })

  it.each<[WebhookConfig, string]>([
    [{ url: 'PLAINSECRET' }, 'webhooks.url: expected a URL'],
    [{ url: 'http://PLAINSECRET@example.com/' }, 'webhooks.url: expected https'],
    [{ url, secret: 'whsec_PLAINSECRET!' }, 'webhooks.secret: expected base64'],
    [{ url, auth_token: 'PLAINSECRET\r\nx: y' }, 'webhooks.auth_token: expected what'],
    [{ url, headers: { 'X A': 'PLAINSECRET' } }, 'webhooks.headers["X A"]: expected what'],
    [{ url, headers: { 'X-A': 'PLAINSECRET\n' } }, 'webhooks.headers["X-A"]: expected what'],
    [{ url, headers: { 'Webhook-Id': 'PLAINSECRET' } }, 'webhooks.headers["Webhook-Id"]: is set by ses'],
    [{ url, headers: { 'content-LENGTH': 'PLAINSECRET' } }, 'is set by ses'],
  ])('refuses %j without repeating it', (config, message) => {
    expect(refusal(config)).toContain(message)
    expect(refusal(config)).not.toContain('PLAINSECRET')
  })

  it('knows the events that there are', () => {
    expect(refusal({ url }, { SES_WEBHOOK_EVENTS: 'session.started' })).toContain('SES_WEBHOOK_EVENTS: expected')
  })
})

describe('displayUrl', () => {
  it.each([
    ['https://user:pw@example.com/T0/B0/key?k=v', 'https://***@example.com/…'],
    ['https://example.com:8443', 'https://example.com:8443'],
    ['https://example.com/?token=1', 'https://example.com/…'],
  ])('shows of %s only %s', (given, shown) => {
    expect(displayUrl(new URL(given))).toBe(shown)
  })
})
