/// What the hub has and counted, as `GET /api/stats` tells it.
///
/// `{sockets, people, deliveries, …, refusals:{CODE:count}, closes:{CODE:count}}`.
struct HubFigures: Encodable {
  /// By name: what there is now, and what was counted since the start.
  private(set) var numbers: [String: Int] = [:]
  /// Commands that were refused, by the refusal's code.
  private(set) var refusals: [String: Int] = [:]
  /// Sockets that ended, by the close code; 1006 went without one.
  private(set) var closes: [String: Int] = [:]

  /// - Parameter snapshot: the hub's, with `refused.busy` and `closed.4008` among its names.
  init(_ snapshot: [String: Int]) {
    for (name, number) in snapshot {
      if name.hasPrefix("refused.") {
        refusals[String(name.dropFirst("refused.".count))] = number
      } else if name.hasPrefix("closed.") {
        closes[String(name.dropFirst("closed.".count))] = number
      } else {
        numbers[name] = number
      }
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (name, number) in numbers where name != "refusals" {
      try container.encode(number, forKey: Key(name))
    }
    try container.encode(refusals, forKey: Key("refusals"))
    try container.encode(closes, forKey: Key("closes"))
  }
}
