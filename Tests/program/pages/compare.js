// Reads each module as it is written and as it is sent, and says where they do not do the same:
// node --expose-internals compare.js WEB SENT PATH…
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { declarationsOf, partsOf } from "./scopes.js"

const { parse } = createRequire(import.meta.url)("internal/deps/acorn/acorn/dist/acorn")
const [WEB, SENT, ...paths] = process.argv.slice(2)
const { fileIn } = await import(pathToFileURL(join(WEB, "tests/support/languages.js")))
const trees = new Map()

function read(name, text) {
  if (!trees.has(name)) {
    const program = parse(text(), { ecmaVersion: "latest", sourceType: "module" })
    trees.set(name, { program, declared: declarationsOf(program) })
  }
  return trees.get(name)
}

const written = (path) => read(`written ${path}`, () => fileIn(path, "en"))
const sent = (path) => read(`sent ${path}`, () => readFileSync(join(SENT, path), "utf8"))
const isInner = (name) => name?.startsWith("$") === true

/** Where a module lies, and what it is called there; no name where it lies alone. */
function placeOf(path) {
  const { program } = sent(path)
  const [first] = program.body
  const own = program.body.flatMap(({ declarations }) => declarations ?? []).filter(({ id, init }) => isInner(id.name) && init.type === "CallExpression")
  if (own.length > 0) return { head: path, name: own.at(-1).id.name }
  if (first?.type !== "ImportDeclaration" || first.specifiers[0]?.type !== "ImportSpecifier" || program.body.length > 2) return { head: path }
  const isAll = program.body.slice(1).every(({ declaration }) => declaration?.declarations?.[0].init.name === first.specifiers[0].local.name)
  return isAll ? { head: first.source.value.slice(3), name: first.specifiers[0].local.name } : { head: path }
}

/** What a module does as it is sent, what it takes, and what it gives. */
function innerOf(path) {
  const { head, name } = placeOf(path)
  const { program, declared } = sent(head)
  const made = program.body.flatMap(({ declarations }) => declarations ?? []).find(({ id }) => name && id.name === name)
  const all = made ? made.init.callee.body.body : program.body
  const isTaking = ({ type, declarations, declaration, source }) => type === "ImportDeclaration" || source != null
    || isInner((declarations ?? declaration?.declarations)?.[0].init?.name)
  const given = made ? all.at(-1).argument.properties : []
  return { declared, taking: all.filter(isTaking), given, body: (made ? all.slice(0, -1) : all).filter((one) => !isTaking(one)) }
}

class Comparison {
  #faults = []
  #there = new Map() // a declaration as it is written -> as it is sent
  #here = new Map()

  constructor(path) {
    this.path = path
    this.one = written(path)
    this.other = innerOf(path)
  }

  run() {
    const body = this.one.program.body.filter(({ type, source }) => type !== "ImportDeclaration" && source == null)
      .map((statement) => (statement.type === "ExportNamedDeclaration" ? statement.declaration : statement))
    const others = this.other.body.map((statement) => (statement.type === "ExportNamedDeclaration" ? statement.declaration : statement))
    if (body.length !== others.length) this.#tell(`${body.length} statements, ${others.length} sent`)
    body.forEach((statement, index) => others[index] && this.#same(statement, others[index]))
    this.#sameImports()
    this.#sameNeeds()
    this.#sameExports()
    return this.#faults
  }

  #tell(words) { this.#faults.push(`${this.path}: ${words}`) }

  #same(one, other) {
    if (one.type === "ImportExpression" && this.#isLoading(one, other)) return
    if (one.type !== other.type) return this.#tell(`${one.type} is ${other.type}, at ${one.start}`)
    if (one.type === "Identifier") return this.#sameName(one, other)
    if (one.type === "PrivateIdentifier") return this.#sameMember(one, other)
    for (const key of ["operator", "kind", "computed", "static", "async", "await", "generator", "prefix", "delegate", "method", "optional", "tail"])
      if (one[key] !== other[key]) this.#tell(`${one.type} with another ${key}, at ${one.start}`)
    if (one.type === "Literal" && (one.regex ? `${one.regex.pattern}/${one.regex.flags}` !== `${other.regex?.pattern}/${other.regex?.flags}` : one.value !== other.value))
      this.#tell(`${one.raw} is ${other.raw}`)
    if (one.type === "TemplateElement" && one.value.cooked !== other.value.cooked) this.#tell(`another text: ${one.value.cooked}`)
    const [parts, others] = [partsOf(one), partsOf(other)]
    if (parts.map(([key]) => key).join() !== others.map(([key]) => key).join()) return this.#tell(`${one.type} has other parts, at ${one.start}`)
    parts.forEach(([, part], index) => this.#same(part, others[index][1]))
  }

  /** One declaration is always one, and what nobody declares has its own name. */
  #sameName(one, other) {
    const [here, there] = [this.one.declared.get(one), this.other.declared.get(other)]
    if (!here || !there) {
      if (one.name !== other.name || Boolean(here) !== Boolean(there)) this.#tell(`${one.name} is ${other.name}, at ${one.start}`)
      return
    }
    if ((this.#there.get(here) ?? there) !== there || (this.#here.get(there) ?? here) !== here) this.#tell(`${one.name} is ${other.name}, and not always, at ${one.start}`)
    this.#there.set(here, there)
    this.#here.set(there, here)
  }

  #sameMember(one, other) {
    const [here, there] = [`#${one.name}`, `#${other.name}`]
    if ((this.#there.get(here) ?? there) !== there || (this.#here.get(there) ?? here) !== here) this.#tell(`${here} is ${there}, and not always`)
    this.#there.set(here, there)
    this.#here.set(there, here)
  }

  /** Loading a module later: from where it lies. */
  #isLoading(one, other) {
    if (one.source.type !== "Literal") return false
    const path = resolved(one.source.value, this.path)
    const { head, name } = placeOf(path)
    const loading = name && head !== path ? other.callee?.object : other
    const from = loading?.source?.value
    if (loading?.type !== "ImportExpression" || resolved(from, this.path) !== (head ?? path)) this.#tell(`${path} is loaded from ${from}`)
    else if (name && head !== path && other.arguments[0].body.property.name !== name) this.#tell(`${path} is not ${other.arguments[0].body.property.name}`)
    return true
  }

  /** What it takes from others is taken from there by that name: from a module, or from what it is called where it lies. */
  #sameImports() {
    const taken = new Map()
    for (const { source, specifiers = [], declarations, declaration } of this.other.taking) {
      const { id, init } = (declarations ?? declaration?.declarations)?.[0] ?? {}
      for (const { key, value } of id?.properties ?? []) taken.set(value, `${init.name} ${key.name}`)
      for (const { imported, local } of specifiers) if (imported && !isInner(imported.name)) taken.set(local, `${resolved(source.value, this.path)} ${imported.name}`)
    }
    for (const { type, source, specifiers } of this.one.program.body) {
      if (type !== "ImportDeclaration") continue
      const path = resolved(source.value, this.path)
      const place = placeOf(path)
      for (const { imported, local } of specifiers) {
        const there = this.#there.get(local)
        if (!there) continue // used nowhere
        const isAsWritten = taken.get(there) === `${path} ${imported.name}`
        const isByPlace = taken.get(there) === `${place.name ?? nameOf(path, this.path)} ${imported.name}`
        if (!isAsWritten && !isByPlace) this.#tell(`${local.name} of ${path} is ${taken.get(there)}`)
      }
    }
  }

  /** It needs the same modules, whatever it takes from them. */
  #sameNeeds() {
    const own = placeOf(this.path)
    const { program } = sent(own.head)
    const there = new Set(program.body.filter(({ source }) => source).map(({ source }) => resolved(source.value, own.head)))
    for (const { source } of this.one.program.body) {
      if (!source) continue
      const { head } = placeOf(resolved(source.value, this.path))
      if (head !== own.head && !there.has(head)) this.#tell(`${source.value} is not there`)
    }
  }

  /** It gives the same by the same names. */
  #sameExports() {
    const given = new Map(this.other.given.map(({ key, value }) => [key.name, value]))
    const told = exportsOf(sent(this.path).program)
    for (const [name, id] of exportsOf(this.one.program)) {
      if (!told.has(name)) this.#tell(`${name} is not given`)
      if (!placeOf(this.path).name || !id) continue
      const value = given.get(name)
      if (this.other.declared.get(value) !== this.#there.get(this.one.declared.get(id) ?? id)) this.#tell(`${name} is something else`)
    }
  }
}

/** What a whole module is called where another lies: `import * as $name from …`. */
function nameOf(path, from) {
  const all = sent(placeOf(from).head).program.body.filter(({ type }) => type === "ImportDeclaration")
  return all.find(({ source, specifiers }) => specifiers[0]?.type === "ImportNamespaceSpecifier"
    && resolved(source.value, placeOf(from).head) === path)?.specifiers[0].local.name
}

/** What a module gives: by its name, and what it is within the module, where it is anything there. */
function exportsOf({ body }) {
  const all = body.filter(({ type }) => type === "ExportNamedDeclaration")
  return new Map(all.flatMap(({ declaration, specifiers, source }) => [
    ...specifiers.map(({ exported, local }) => [exported.name, source ? null : local]),
    ...(declaration?.id ? [[declaration.id.name, declaration.id]] : []),
    ...(declaration?.declarations ?? []).flatMap(({ id }) => (id.type === "Identifier" ? [[id.name, id]]
      : id.properties.map(({ value }) => [value.name, null]))),
  ]))
}

function resolved(name, from) {
  return name?.startsWith("./") ? `${from.split("/")[0]}/${name.slice(2)}` : name?.slice(3)
}

const faults = paths.flatMap((path) => {
  try {
    return new Comparison(path).run()
  } catch (error) {
    return [`${path}: ${error.stack}`]
  }
})
for (const fault of faults.slice(0, 40)) console.error(fault)
console.log(`${paths.length} modules compared, ${faults.length} differences`)
process.exitCode = faults.length === 0 ? 0 : 1
