import { fileCategory } from '@ses/model'

/** A part of a project where an unasked change does most harm. */
export interface RiskArea {
  readonly id: 'auth' | 'migration' | 'ci' | 'secrets' | 'payments' | 'infrastructure'
  /** Words of a prompt that ask for work there. */
  readonly asked: RegExp
  /** Matches a lower-case path with forward slashes. */
  readonly path: RegExp
}

/** All areas; the first whose path matches has the file. */
export const riskAreas: readonly RiskArea[] = [
  {
    id: 'ci',
    path: /(?:^|\/)\.(?:github\/workflows|circleci|gitlab-ci)|(?:^|\/)jenkinsfile$/,
    asked: /\b(?:ci|cd|workflows?|pipelines?|actions?|github|gitlab|releas\w*|publish\w*|deploy\w*|automat\w*)\b/i,
  },
  {
    id: 'migration',
    path: /(?:^|\/)(?:migrations?|db\/migrate|alembic\/versions)\//,
    asked:
      /\b(?:migrat\w*|schema|database|db|tables?|columns?|models?|fields?|sql|prisma|entity|entities|stor\w*|persist\w*)\b/i,
  },
  {
    id: 'secrets',
    path: /(?:^|\/)\.env(?:\.(?!example|sample|template|test)[\w-]+)?$|(?:^|\/)(?:secrets?|credentials?)(?:\/|\.(?:ya?ml|json|toml|env)$)|\.(?:pem|p12|pfx|key)$/,
    asked:
      /\b(?:env\w*|secrets?|credentials?|keys?|tokens?|config\w*|settings?|variables?|certificates?|setup|set up|install\w*)\b/i,
  },
  {
    id: 'auth',
    path: /(?:^|[/_.-])(?:auth(?:n|z|entication|orization)?|oauth\d?|login|sessions?|passwords?|permissions?|rbac|acl|jwt|crypto|sso|saml)(?=[/_.-])/,
    asked:
      /\b(?:auth\w*|oauth\w*|log(?:in|out|ged)\w*|sign\w*|sessions?|passwords?|users?|permissions?|roles?|access|tokens?|jwt|crypto\w*|encrypt\w*|secur\w*|sso|saml|accounts?|api)\b/i,
  },
  {
    id: 'payments',
    path: /(?:^|[/_.-])(?:payments?|billing|checkout|invoices?|stripe|subscriptions?)(?=[/_.-])/,
    asked: /\b(?:pay\w*|bill\w*|checkout|invoic\w*|stripe|subscri\w*|pric\w*|plans?|charg\w*|orders?|purchas\w*)\b/i,
  },
  {
    id: 'infrastructure',
    path: /\.(?:tf|tfvars)$|(?:^|\/)(?:k8s|kubernetes|helm|terraform|ansible)\//,
    asked: /\b(?:infra\w*|terraform|kubernetes|k8s|helm|deploy\w*|cluster|cloud|aws|gcp|azure|ansible|server)\b/i,
  },
]

/** The risk area of a path; none for tests, docs and generated files. */
export function riskAreaOf(path: string): RiskArea | undefined {
  const category = fileCategory(path)
  if (category === 'test' || category === 'docs' || category === 'generated' || category === 'asset') return undefined
  const normal = path.replaceAll('\\', '/').toLowerCase()
  return riskAreas.find((area) => area.path.test(normal))
}
