// Of which declaration each name of a module is: enough of the grammar for what our modules are written in.

const HOLE = { type: "Hole" } // in a pattern or a list
/** What is no code of its own, or a name that stands for no value. */
const OTHER = new Set(["type", "start", "end", "raw", "sourceType", "regex", "optional"])

/** The parts of a node that are nodes. @returns {[string, object][]} in the order of its keys */
export function partsOf(node) {
  return Object.entries(node).filter(([key]) => !OTHER.has(key))
    .flatMap(([key, part]) => (Array.isArray(part) ? part.map((one) => [key, one ?? HOLE]) : [[key, part]]))
    .filter(([, part]) => typeof part?.type === "string")
}

/** Whether this part of a node is a name that is looked up nowhere: a key, or a member. */
function isWord(node, key) {
  if (node.computed) return false
  if (node.type === "MemberExpression") return key === "property"
  if (["Property", "MethodDefinition", "PropertyDefinition"].includes(node.type)) return key === "key"
  if (node.type === "ImportSpecifier") return key === "imported"
  return node.type === "ExportSpecifier" && key === "exported"
}

/** The names that a pattern declares. */
function* declaredBy(pattern) {
  if (!pattern) return
  if (pattern.type === "Identifier") yield pattern
  else if (pattern.type === "ObjectPattern") for (const one of pattern.properties) yield* declaredBy(one.value ?? one.argument)
  else if (pattern.type === "ArrayPattern") for (const one of pattern.elements) yield* declaredBy(one)
  else if (pattern.type === "AssignmentPattern") yield* declaredBy(pattern.left)
  else if (pattern.type === "RestElement") yield* declaredBy(pattern.argument)
}

/** What the statements of a block declare. */
function* declaredIn(statements) {
  for (const one of statements) {
    const statement = one.type === "ExportNamedDeclaration" && one.declaration ? one.declaration : one
    if (statement.type === "VariableDeclaration") for (const { id } of statement.declarations) yield* declaredBy(id)
    else if (/^(?:Function|Class)Declaration$/.test(statement.type)) yield statement.id
    else if (statement.type === "ImportDeclaration") for (const { local } of statement.specifiers) yield local
  }
}

/** What a node declares for all that is in it. */
function namesOf(node) {
  switch (node.type) {
    case "Program": case "BlockStatement": case "StaticBlock": return [...declaredIn(node.body)]
    case "FunctionDeclaration": return node.params.flatMap((one) => [...declaredBy(one)])
    case "FunctionExpression": case "ArrowFunctionExpression":
      return [...(node.id ? [node.id] : []), ...node.params.flatMap((one) => [...declaredBy(one)])]
    case "ClassExpression": return node.id ? [node.id] : []
    case "CatchClause": return [...declaredBy(node.param)]
    case "SwitchStatement": return [...declaredIn(node.cases.flatMap(({ consequent }) => consequent))]
    case "ForStatement": return node.init?.type === "VariableDeclaration" ? [...declaredIn([node.init])] : []
    case "ForOfStatement": case "ForInStatement": return [...declaredIn([node.left])]
    default: return []
  }
}

/**
 * The declaration of each name that stands for a value.
 * @param {object} program
 * @returns {Map<object, object | null>} by the identifier; null where it is the browser's
 */
export function declarationsOf(program) {
  const found = new Map()
  const visit = (node, scopes) => {
    const own = new Map(namesOf(node).map((id) => [id.name, id]))
    const inner = own.size > 0 ? [own, ...scopes] : scopes
    for (const [key, part] of partsOf(node)) {
      if (part.type !== "Identifier") visit(part, inner)
      else if (!isWord(node, key)) found.set(part, inner.find((scope) => scope.has(part.name))?.get(part.name) ?? null)
    }
  }
  visit(program, [])
  return found
}
