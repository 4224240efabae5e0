/// Figures as Prometheus reads them.
///
/// - Source: prometheus.io/docs/instrumenting/exposition_formats, text format 0.0.4.
public struct PrometheusText: Sendable {
  /// What the format is called in `Content-Type`.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  public private(set) var text = ""

  public init() {}

  /// Writes a figure with all its samples, in the order of their labels.
  public mutating func add<Source>(_ figure: Figure<Source>, from source: Source) {
    guard let name = figure.name else { return }
    text += "# HELP \(name) \(Self.escaped(figure.help))\n"
    text += "# TYPE \(name) \(figure.type.name)\n"
    let samples = figure.read(source).sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
    for sample in samples {
      let labels = zip(figure.labels, sample.labels).map { name, label in
        "\(name)=\"\(Self.escaped(label.description).replacing("\"", with: "\\\""))\""
      }
      add(name, labels, sample.value, figure.type)
    }
  }

  private mutating func add(
    _ name: String, _ labels: [String], _ value: FigureValue, _ type: FigureType
  ) {
    switch value {
    case .integer(let integer): line(name, labels, "\(integer)")
    case .number(let number): line(name, labels, "\(number)")
    case .spread(let reading):
      guard case .histogram(let unit) = type else {
        preconditionFailure("what is spread is a histogram")
      }
      add(name, labels, reading.all, unit)
    }
  }

  /// Writes a histogram: its buckets up to each bound, and all of it.
  private mutating func add(
    _ name: String, _ labels: [String], _ spread: Distribution, _ unit: FigureUnit
  ) {
    for octave in unit.octaves {
      // The largest whole number below the power of two: a bound belongs to its bucket.
      let bound = unit.text(of: 1 << octave - 1)
      line("\(name)_bucket", labels + ["le=\"\(bound)\""], "\(spread.count(below: octave))")
    }
    line("\(name)_bucket", labels + ["le=\"+Inf\""], "\(spread.count)")
    line("\(name)_sum", labels, unit.text(of: spread.sum))
    line("\(name)_count", labels, "\(spread.count)")
  }

  private mutating func line(_ name: String, _ labels: [String], _ value: String) {
    text += name
    if !labels.isEmpty { text += "{" + labels.joined(separator: ",") + "}" }
    text += " \(value)\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
}

extension FigureType {
  /// As Prometheus calls it.
  public var name: String {
    switch self {
    case .gauge: "gauge"
    case .counter: "counter"
    case .histogram: "histogram"
    }
  }
}

extension FigureUnit {
  /// The powers of two at whose bounds Prometheus counts.
  fileprivate var octaves: ClosedRange<Int> {
    switch self {
    case .seconds: 14...34  // 16 µs to 17 s
    case .number: 1...10  // to a full transaction, 1,000 changes
    }
  }

  fileprivate func text(of value: Int) -> String {
    switch self {
    case .seconds: "\(Double(value) / 1e9)"
    case .number: "\(value)"
    }
  }
}
