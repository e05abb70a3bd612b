import type { Rule } from '../rule.ts'

/** First keys of large clouds and hosts. */
export const cloud: readonly Rule[] = [
  {
    id: 'aws-access-key-id',
    title: 'AWS access key id',
    keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/,
    kind: 'shape',
    examples: { secret: [], clean: [] },
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  },
  {
    id: 'github-token',
    title: 'GitHub token',
    keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /gh[pousr]_[A-Za-z0-9]{36,255}(?![A-Za-z0-9])/,
    kind: 'shape',
    examples: { secret: [], clean: [] },
    page: 'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  },
]
