import HubbubHub
import HubbubStats

/// Every figure that this server tells, in the order in which it tells them.
///
/// Labels come from closed sets (routes, codes, kinds), never from what a
/// client makes up.
enum Catalogue {
  typealias ServerFigure = Figure<ServerReading>

  static let figures =
    sockets + deliveries + refusals + actors + loops + writer + store + http + process

  /// A figure with one value.
  static func one(
    _ name: String?, at path: String?, _ type: FigureType, _ help: String,
    _ read: @escaping @Sendable (ServerReading) -> Int?
  ) -> ServerFigure {
    Figure(name, at: path, type, help, by: []) { reading in
      read(reading).map { [Sample($0)] } ?? []
    }
  }

  /// A figure with a value for each label.
  static func each(
    _ name: String?, at path: String?, _ type: FigureType, _ help: String, by labels: String...,
    read: @escaping @Sendable (ServerReading) -> [Sample]
  ) -> ServerFigure {
    Figure(name, at: path, type, help, by: labels, read)
  }

  /// What the hub counts under that name.
  static func hub(
    _ number: String, _ name: String?, _ type: FigureType, _ help: String
  ) -> ServerFigure {
    one(name, at: "hub.\(number)", type, help) { $0.hub.numbers[number] ?? 0 }
  }
}
