import { rules } from '@ses/secrets'
console.log(JSON.stringify(rules.map((r) => r.kind === 'shape' ? [r.id, r.pattern.source, r.pattern.flags] : [r.id, r.name.source, r.name.flags, 'name'])))
