import ts from 'typescript'

/** What a file may reach: `nothing` but its arguments (engines), also the `clock` (adapters), or the whole `world` (apps and tests). */
export type Rights = 'nothing' | 'clock' | 'world'

/** What the rules on source text say about one file: `line: complaint`, in the order of the text. */
export function breaches(path: string, text: string, rights: Rights): string[] {
  const found: string[] = []
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
  const name = path.split('/').at(-1)?.split('.')[0] ?? ''
  if (vague.has(name)) found.push(`1: a file called ${name} names no concept`)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(path.split('/').at(-1) ?? '')) {
    found.push('1: file names are kebab-case')
  }

  const complain = (node: ts.Node, complaint: string): void => {
    found.push(`${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}: ${complaint}`)
  }
  const own = new Set<string>()
  const declare = (node: ts.Node): void => {
    const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)
    if (declares && ts.isIdentifier(node.name)) own.add(node.name.text)
    ts.forEachChild(node, declare)
  }
  declare(file)
  const visit = (node: ts.Node): void => {
    if (exportsDefault(node)) complain(node, 'default export')
    if (ts.isExportDeclaration(node) && (!node.exportClause || ts.isNamespaceExport(node.exportClause))) {
      complain(node, 'export *')
    }
    const global = rights === 'world' ? undefined : worldlyGlobal(node, own)
    if (global) complain(node, `${global} belongs to apps/`)
    const untold = rights === 'nothing' ? impureSource(node) : undefined
    if (untold) complain(node, `an engine is told ${untold}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const vague = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'types', 'constants', 'misc', 'shared'])
const worldly = new Set(['process', 'console'])

function exportsDefault(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  if (ts.isExportSpecifier(node)) return node.name.text === 'default'
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)
}

/** `process.x`, `process['x']`, `globalThis.process`, `const { env } = process` and `import … from 'node:process'`; not a property or a variable of that name. */
function worldlyGlobal(node: ts.Node, own: ReadonlySet<string>): string | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const module = node.moduleSpecifier.text.replace(/^node:/, '')
    return worldly.has(module) ? module : undefined
  }
  if (!ts.isIdentifier(node) || !worldly.has(node.text)) return undefined
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) {
    const ofGlobal = ts.isIdentifier(parent.expression) && parent.expression.text === 'globalThis'
    if (ofGlobal) return node.text
  }
  if (own.has(node.text)) return undefined
  const used =
    (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
    (ts.isElementAccessExpression(parent) && parent.expression === node) ||
    (ts.isCallExpression(parent) && parent.arguments.includes(node)) ||
    ((ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent)) &&
      parent.initializer === node) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isBinaryExpression(parent)
  return used ? node.text : undefined
}

/** `Date.now`, `new Date()` and `Math.random`, which the type checker lets through because they are part of the language. */
function impureSource(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) {
    const bare = node.expression.getText() === 'Date' && !node.arguments?.length
    return bare ? 'the time' : undefined
  }
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const text = node.getText()
  if (text === 'Math.random') return 'its random numbers'
  return text === 'Date.now' ? 'the time' : undefined
}
