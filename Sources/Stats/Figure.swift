/// One figure: named, described and typed once, for JSON and Prometheus alike.
///
/// - Parameter Source: a snapshot that it is read from.
public struct Figure<Source>: Sendable {
  /// What Prometheus calls it; nil where another figure says the same there.
  public let name: String?
  /// Where it stands in the JSON; nil where it is no number there.
  public let path: FigurePath?
  public let type: FigureType
  /// A sentence for who reads it.
  public let help: String
  /// What tells its samples apart, as Prometheus names it.
  public let labels: [String]
  /// Its samples: one without labels, or one for each combination that there is.
  public let read: @Sendable (Source) -> [Sample]

  public init(
    _ name: String?, at path: String?, _ type: FigureType, _ help: String, by labels: [String],
    _ read: @escaping @Sendable (Source) -> [Sample]
  ) {
    self.name = name
    self.path = path.map(FigurePath.init)
    self.type = type
    self.help = help
    self.labels = labels
    self.read = read
    precondition(
      self.path.map { $0.labelCount == labels.count } ?? true, "a path has a place for each label")
  }
}

/// What may be done with a figure.
public enum FigureType: Equatable, Sendable {
  /// Goes up and down.
  case gauge
  /// Only goes up, from 0 at the start.
  case counter
  /// Spread over buckets.
  case histogram(FigureUnit)
}

/// What the values of a histogram count.
public enum FigureUnit: Equatable, Sendable {
  /// Nanoseconds inside, seconds outside.
  case seconds
  case number
}

/// One value of a figure.
public struct Sample: Equatable, Sendable {
  public let labels: [FigureLabel]
  public let value: FigureValue

  public init(_ value: FigureValue, by labels: FigureLabel...) {
    self.labels = labels
    self.value = value
  }

  public init(_ value: Int, by labels: FigureLabel...) {
    self.labels = labels
    self.value = .integer(value)
  }
}

public enum FigureValue: Equatable, Sendable {
  case integer(Int)
  case number(Double)
  case spread(Meter.Reading)
}

/// What tells a sample from its neighbours; numbers are sorted as such.
public enum FigureLabel: Hashable, Comparable, Sendable, CustomStringConvertible {
  case number(Int)
  case text(String)

  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    }
  }
}
