import { addedCode, isProductionCode, removedCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Code where a mistake costs most. */
export const riskyFiles: ReviewRule = {
  id: 'risky_file',
  title: 'Code that needs a careful look',
  description:
    'Files of authentication, permissions, payments, cryptography or infrastructure, told by their names. Migrations, CI and dependencies have rules of their own.',
  category: 'security',
  severity: 'low',
  recommendation: 'Have someone who knows this part read every line.',
  confidence: 0.7,
  check(view) {
    return AREAS.flatMap(({ name, path }) => {
      const files = view.files.filter((file) => path.test(file.path.toLowerCase()) && isChanged(file))
      const [first] = files
      if (first === undefined) return []
      const others = files.length === 1 ? '' : ` (and ${files.length - 1} more)`
      const line = addedCode(first)[0]?.line
      return [
        {
          title: `Changes ${name}`,
          message: `${first.path}${others} is about ${name}.`,
          file: first,
          ...(line === undefined ? {} : { line }),
          subject: name,
        },
      ]
    })
  },
}

const AREAS: readonly { readonly name: string; readonly path: RegExp }[] = [
  {
    name: 'authentication or permissions',
    path: /(?:^|[/_.-])(?:auth(?:n|z|entication|orization)?|oauth\d?|login|passwords?|permissions?|rbac|acl|jwt|sso|saml|csrf)(?=[/_.-])/,
  },
  { name: 'payments', path: /(?:^|[/_.-])(?:payments?|billing|checkout|invoices?|stripe|subscriptions?)(?=[/_.-])/ },
  { name: 'cryptography', path: /(?:^|[/_.-])(?:crypto|cryptography|encryption|cipher|signing|keystore)(?=[/_.-])/ },
  { name: 'infrastructure', path: /\.(?:tf|tfvars)$|(?:^|\/)(?:k8s|kubernetes|helm|terraform|ansible)\// },
]

function isChanged(file: ViewedFile): boolean {
  if (!isProductionCode(file) && file.language?.id !== 'data') return false
  if (file.category !== 'source' && file.category !== 'config') return false
  return addedCode(file).length + removedCode(file).length >= 3
}
