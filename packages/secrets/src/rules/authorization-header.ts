import type { Rule } from '../rule.ts'

/** Credentials in HTTP headers. */
export const authorizationHeader: readonly Rule[] = [
  {
    id: 'basic-auth',
    title: 'Basic authentication',
    keywords: ['Basic', 'basic'],
    kind: 'shape',
    pattern: /[Bb]asic(?: |%20|\+)([A-Za-z0-9+/_-]{6,600}={0,2})(?![\w+/=-])/,
    test: { form: 'basic' },
    examples: {
      secret: ['Authorization: Basic YWxpY2U6aHVudGVyMg==', "-H 'authorization: basic YWxpY2U6aHVudGVyMg=='"],
      clean: ['Basic authentication', 'basic knowledge of it'],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc7617',
  },
  {
    id: 'bearer-token',
    title: 'Bearer token',
    keywords: ['Bearer', 'bearer', 'BEARER'],
    kind: 'shape',
    pattern: /(?:Bearer|bearer|BEARER)(?: |%20|: ?)["']?([\w.~+/:-]{12,2048}={0,2})/,
    test: { value: 'token' },
    examples: {
      secret: ['Authorization: Bearer <40>', '"authorization":"Bearer <24>"'],
      clean: [
        'Bearer authentication',
        'Authorization: Bearer $TOKEN',
        'Authorization: Bearer <your-token>',
        'bearer certificate-of-attendance',
      ],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc6750',
  },
  {
    id: 'authorization',
    title: 'Value of an Authorization header',
    keywords: ['uthorization', 'UTHORIZATION'],
    kind: 'shape',
    pattern:
      /(?:uthorization|UTHORIZATION)[\\"'`\]]{0,10}[ \t]{0,4}[:=,](?![ \t\\"'`]{0,12}(?:[Bb]asic|BASIC|[Bb]earer|BEARER)\b)[ \t]{0,4}(?:\\{0,4}["'`])?(?:[A-Za-z-]{2,16}[ =]){0,2}["']?([^\s"'`\\,;<>(){}]{16,2048})/,
    insideWord: true,
    test: { value: 'token' },
    examples: {
      secret: [
        'Authorization: SSWS 00<40>',
        '"Authorization": "Token <40 hex>"',
        'Authorization: <32 hex>',
        'Authorization: Token token=<20>',
      ],
      clean: ['Authorization: token', 'authorization: undefined', 'Authorization: getAuthorizationHeader(token)'],
    },
    page: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2',
  },
]
