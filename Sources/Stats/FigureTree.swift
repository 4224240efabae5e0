/// The JSON of figures, each put where its path says.
public indirect enum FigureTree: Encodable, Equatable, Sendable {
  case integer(Int)
  case number(Double)
  case text(String)
  case object([String: FigureTree])
  /// Elements by their labels, in whose order they are written.
  case list([[FigureLabel]: FigureTree])
  /// Elements in the order they are given.
  case array([FigureTree])

  /// Puts the samples of a figure into their places.
  public mutating func put<Source>(_ figure: Figure<Source>, from source: Source) {
    guard let path = figure.path else { return }
    reserve(path.steps[...])
    for sample in figure.read(source) {
      put(.of(sample.value, figure.type), path.steps[...], sample.labels[...])
    }
  }

  /// Puts something that is no figure into a place of the tree.
  public mutating func put(_ tree: FigureTree, at path: String) {
    put(tree, FigurePath(path).steps[...], [])
  }

  /// Makes the list or object that stands there also when it has nothing in it.
  private mutating func reserve(_ steps: ArraySlice<FigurePath.Step>) {
    switch steps.first {
    case .member(let name):
      guard steps.count > 1 else { return }
      change(name) { $0.reserve(steps.dropFirst()) }
    case .listed:
      if case .list = self { return }
      self = .list([:])
    case .keyed, nil: break
    }
  }

  private mutating func put(
    _ tree: FigureTree, _ steps: ArraySlice<FigurePath.Step>, _ labels: ArraySlice<FigureLabel>
  ) {
    let rest = steps.dropFirst()
    switch steps.first {
    case .member(let name):
      change(name) { $0.put(tree, rest, labels) }
    case .keyed:
      let name = labels.first?.description ?? ""
      change(name) { $0.put(tree, rest, labels.dropFirst()) }
    case .listed(let names):
      let own = Array(labels.prefix(names.count))
      changeElement(own, names) { $0.put(tree, rest, labels.dropFirst(names.count)) }
    case nil:
      self = tree
    }
  }

  private mutating func change(_ name: String, _ body: (inout FigureTree) -> Void) {
    var members: [String: FigureTree] = [:]
    if case .object(let there) = self { members = there }
    body(&members[name, default: .object([:])])
    self = .object(members)
  }

  private mutating func changeElement(
    _ labels: [FigureLabel], _ names: [String], _ body: (inout FigureTree) -> Void
  ) {
    var elements: [[FigureLabel]: FigureTree] = [:]
    if case .list(let there) = self { elements = there }
    var element = elements[labels] ?? .object([:])
    for (name, label) in zip(names, labels) { element.change(name) { $0 = .of(label) } }
    body(&element)
    elements[labels] = element
    self = .list(elements)
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .integer(let integer): try integer.encode(to: encoder)
    case .number(let number): try number.encode(to: encoder)
    case .text(let text): try text.encode(to: encoder)
    case .object(let members): try members.encode(to: encoder)
    case .array(let elements): try elements.encode(to: encoder)
    case .list(let elements):
      let sorted = elements.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      try sorted.map(\.value).encode(to: encoder)
    }
  }
}

extension FigureTree {
  private static func of(_ label: FigureLabel) -> FigureTree {
    switch label {
    case .number(let number): .integer(number)
    case .text(let text): .text(text)
    }
  }

  private static func of(_ value: FigureValue, _ type: FigureType) -> FigureTree {
    switch value {
    case .integer(let integer): return .integer(integer)
    case .number(let number): return .number(number)
    case .spread(let reading):
      guard case .histogram(let unit) = type else {
        preconditionFailure("what is spread is a histogram")
      }
      return of(reading, unit)
    }
  }

  /// `{count, sum, p50, p95, p99, max}`: count and sum since the start, the
  /// rest of late.
  private static func of(_ reading: Meter.Reading, _ unit: FigureUnit) -> FigureTree {
    let recent = reading.recent
    return .object([
      "count": .integer(reading.all.count), "sum": of(reading.all.sum, unit),
      "p50": of(recent.percentile(0.5), unit), "p95": of(recent.percentile(0.95), unit),
      "p99": of(recent.percentile(0.99), unit), "max": of(recent.max, unit),
    ])
  }

  private static func of(_ value: Int, _ unit: FigureUnit) -> FigureTree {
    switch unit {
    case .seconds: .number(Double(value) / 1e9)
    case .number: .integer(value)
    }
  }
}
