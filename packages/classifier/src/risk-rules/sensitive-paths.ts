import type { RiskRule } from '../risk-rule.ts'

/** Areas of a project by what a mistake there costs; a path counts for the first area that it names. */
const AREAS: readonly { readonly name: string; readonly points: number; readonly pattern: RegExp }[] = [
  {
    name: 'secrets',
    points: 40,
    pattern:
      /(?:^|\/)\.env(?!\.(?:example|sample|template|test))(?:\.[\w-]+)?$|\.(?:pem|key|p12|pfx|keystore|jks)$|(?:^|\/)(?:id_rsa|id_ed25519|\.netrc|\.npmrc|\.pypirc|credentials(?:\.json)?|secrets?\.(?:ya?ml|json|toml))$/,
  },
  {
    name: 'payments',
    points: 35,
    pattern:
      /(?:^|[/_.-])(?:payments?|billing|checkout|invoices?|stripe|paypal|subscriptions?|refunds?|payouts?|ledger)(?:[/_.-]|$)/,
  },
  {
    name: 'authentication',
    points: 32,
    pattern:
      /(?:^|[/_.-])(?:auth|auth[nz]|auth(?:code|flow)|oauth\w{0,8}|oidc|sts|device[-_]?flow|saml|sso|login|logout|signin|signup|passwords?|sessions?[-_]?(?:tokens?|cookies?|store)|jwt|jwks?|tokens?|token[-_]?(?:manager|store|cache|exchange)|permissions?|rbac|acl|credentials?|authenticat\w{1,6}|authoriz\w{1,6}|identity|keyring|keychain)(?:[/_.-]|$)/,
  },
  {
    name: 'cryptography',
    points: 32,
    pattern:
      /(?:^|[/_.-])(?:crypto|cryptography|encrypt\w{0,4}|decrypt\w{0,4}|cipher|hmac|signing|tls|ssl|x509|certificates?|certs?|kms|vault|pki)(?:[/_.-]|$)/,
  },
  {
    name: 'security',
    points: 22,
    pattern:
      /(?:^|[/_.-])(?:security|redact\w{0,5}|saniti[sz]\w{1,5}|sandbox\w{0,3}|secrets?|csp|csrf|cors|allow-?list)(?:[/_.-]|$)/,
  },
  {
    name: 'infrastructure',
    points: 28,
    pattern:
      /\.(?:tf|tfvars|hcl)$|(?:^|\/)(?:terraform|k8s|kubernetes|helm|charts|ansible|pulumi|infra|infrastructure|deploy|deployment|cloudformation)\/|(?:^|\/)(?:dockerfile[\w.-]*|docker-compose[\w.-]*|fly\.toml|serverless\.ya?ml|nginx[\w.-]*\.conf|procfile|vercel\.json|netlify\.toml|wrangler\.(?:toml|jsonc?))$/,
  },
  {
    name: 'agent and hook settings',
    points: 14,
    pattern:
      /(?:^|\/)(?:\.claude\/settings[\w.]*\.json|\.git\/hooks\/|\.husky\/|\.pre-commit-config\.ya?ml|lefthook\.ya?ml|\.mcp\.json|\.codex\/config\.toml)/,
  },
  {
    name: 'public API',
    points: 12,
    pattern:
      /(?:^|\/)(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json)$|\.(?:proto|graphqls?|thrift|avsc|wsdl)$|(?:^|\/)(?:api|routes?|endpoints?|controllers?|public[-_]?api)\/[^/]+\.\w+$|\.api\.(?:md|txt)$/,
  },
]

/** Changes in areas where a mistake is costly; tests and documents of those areas count for little. */
export const sensitivePaths: RiskRule = {
  id: 'sensitive_path',
  title: 'A sensitive part of the project was changed',
  judge: ({ changes }) => {
    const placed = changes.map((change) => ({ change, area: areaOf(change.name) }))
    return AREAS.flatMap((area) => {
      const own = placed.filter((each) => each.area === area).map((each) => each.change)
      if (own.length === 0) return []
      const real = own.filter((change) => !isAside(change.name))
      const points = real.length === 0 ? area.points / 5 : area.points
      const named = (real.length === 0 ? own : real).slice(0, 3).map((change) => change.name)
      const more = own.length > named.length ? ` and ${own.length - named.length} more` : ''
      return [{ points, detail: `${area.name}: ${named.join(', ')}${more}`, seen: own.map((change) => change.path) }]
    })
  },
}

function areaOf(path: string): (typeof AREAS)[number] | undefined {
  // `userAuth.ts` is looked at as `user-auth.ts`.
  const normal = path
    .replaceAll('\\', '/')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
  return AREAS.find((area) => area.pattern.test(normal))
}

function isAside(path: string): boolean {
  return /\.(?:md|mdx|rst|txt|adoc)$|(?:^|\/)(?:tests?|__tests__|spec|e2e|testdata|fixtures|__fixtures__|docs?|examples?)\/|[._-](?:test|spec)\.\w+$|_test\.\w+$|(?:^|\/)test_\w+\.py$/i.test(
    path,
  )
}
