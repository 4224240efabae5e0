import HubbubDomain
import HubbubTesting

/// Makes texts that are JSON, that nearly are, and that are not.
struct JSONGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A text, most often a command or something like it; about half are then damaged.
  mutating func text() -> [UInt8] {
    var text = Array((random.once(in: 3) ? plain() : command()).utf8)
    guard random.once(in: 2) else { return text }
    for _ in 0..<random.number(1...3) { damage(&text) }
    return text
  }

  // MARK: - Commands

  private static let operations = [
    "start", "subscribe", "unsubscribe", "send", "like", "unlike", "read", "typing", "active",
    "ping",
  ]

  private mutating func command() -> String {
    let operation = random.pick(Self.operations)
    var members = [("ref", number()), ("op", "\"\(operation)\"")]
    for name in Self.arguments(of: operation) where !random.once(in: 20) {
      members.append((name, random.once(in: 20) ? value(depth: 1) : argument(name)))
    }
    if random.once(in: 10) { members.append((string(), value(depth: 1))) }
    if random.once(in: 25) { members.append(random.pick(members)) }
    members.shuffle(using: &random)
    return object(members.map { ($0.0.first == "\"" ? $0.0 : name($0.0), $0.1) })
  }

  private static func arguments(of operation: String) -> [String] {
    switch operation {
    case "start": ["epoch", "since"]
    case "subscribe", "unsubscribe": ["topics"]
    case "send": ["conversation", "key", "text", "media"]
    case "like", "unlike": ["post"]
    case "read": ["conversation", "seq"]
    case "typing": ["conversation"]
    default: []
    }
  }

  private mutating func argument(_ name: String) -> String {
    switch name {
    case "conversation", "post": "\"\(identifier())\""
    case "seq": number()
    case "topics":
      "[" + (0..<random.number(0...4)).map { _ in topic() }.joined(separator: ",") + "]"
    case "since": object((0..<random.number(0...4)).map { _ in (topic(), number()) })
    case "media": media()
    default: random.once(in: 10) ? "null" : string()
    }
  }

  private mutating func media() -> String {
    guard !random.once(in: 10) else { return random.pick(["[1]", "null", "[\"x\"]", "{}"]) }
    let ids = (0..<random.pick([0, 0, 1, 4, 5])).map { _ in "\"\(identifier())\"" }
    return "[ " + ids.joined(separator: ",") + "]"
  }

  private mutating func identifier() -> String {
    let id = PostID(high: random.next(), low: random.next()).description
    return random.once(in: 30) ? id.uppercased() : id
  }

  private mutating func topic() -> String {
    switch random.number(0...9) {
    case 0: "\"feed\""
    case 1: random.once(in: 2) ? string() : "\"stats\""
    case 2: "\"\(random.pick(["user", "person", "conversation", "stats"])):\(identifier())\""
    case 3: name("post:\(identifier())")
    default: "\"post:\(identifier())\""
    }
  }

  // MARK: - Values

  private mutating func plain() -> String {
    guard random.once(in: 50) else { return value(depth: 0) }
    let depth = random.number(28...36)
    return String(repeating: "[", count: depth) + number() + String(repeating: "]", count: depth)
  }

  private mutating func value(depth: Int) -> String {
    switch random.number(0...(depth > 4 ? 5 : 9)) {
    case 0: return random.pick(["true", "false", "null"])
    case 1, 2: return number()
    case 3...5: return string()
    case 6, 7:
      let elements = (0..<random.number(0...5)).map { _ in value(depth: depth + 1) }
      return "[" + space() + elements.joined(separator: space() + ",") + "]"
    default:
      let count = random.once(in: 10) ? random.number(6...14) : random.number(0...4)
      return object((0..<count).map { _ in (string(), value(depth: depth + 1)) })
    }
  }

  private mutating func object(_ members: [(name: String, value: String)]) -> String {
    let parts = members.map { space() + $0.name + space() + ":" + space() + $0.value + space() }
    return space() + "{" + parts.joined(separator: ",") + "}" + space()
  }

  private mutating func space() -> String {
    random.once(in: 8) ? random.pick([" ", "  ", "\n", "\t", "\r\n"]) : ""
  }

  private mutating func number() -> String {
    switch random.number(0...9) {
    case 0...4: String(random.number(0...100_000))
    case 5: String(Int64(bitPattern: random.next()))
    case 6: random.pick(Self.numbers)
    case 7: "\(random.number(-99...99)).\(random.number(0...999))"
    case 8: "\(random.number(-9...9))\(random.pick(["e", "E", "e+", "E-"]))\(random.number(0...30))"
    default: String(random.next()) + (random.once(in: 3) ? String(random.next()) : "")
    }
  }

  private static let numbers = [
    "0", "-0", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "-9223372036854775809", "1.0", "1e2", "0.1", "5e-324", "1.7976931348623157e308", "1e308",
    "1e309", "01", "-", "1.", ".5", "+1", "1e", "0x1", "NaN", "Infinity",
  ]

  private mutating func string() -> String {
    "\"" + (0..<random.number(0...(random.once(in: 10) ? 40 : 8))).map { _ in piece() }.joined()
      + "\""
  }

  private mutating func piece() -> String {
    switch random.number(0...19) {
    case 0: random.pick(["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"])
    case 1: escaped(UInt16(truncatingIfNeeded: random.next() & 0x7F))
    case 2: escaped(UInt16(truncatingIfNeeded: random.next()))
    case 3: "\(escaped(0xD83D))\(escaped(UInt16(0xDC00 + random.number(0...0x3FF))))"
    case 4: random.pick(["é", "€", "👷🏽", "\u{2028}", "\u{FFFF}", "\u{7F}", "\u{FEFF}"])
    default: random.pick(["a", "b", "Z", "0", " ", "-", "_", "hello", "{", "[", ":", ",", "//"])
    }
  }

  /// A name, now and then with an escape in it.
  private mutating func name(_ name: String) -> String {
    guard random.once(in: 12), let first = name.utf16.first else { return "\"\(name)\"" }
    return "\"" + escaped(first) + name.dropFirst() + "\""
  }

  private mutating func escaped(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16, uppercase: random.once(in: 2))
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  // MARK: - Damage

  private static let bytes: [UInt8] =
    Array("{}[]\",:\\/u0123456789aeEfnrtl+-. \t\n".utf8) + [
      0x00, 0x0B, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xFF,
    ]

  private mutating func damage(_ text: inout [UInt8]) {
    let place = random.number(0...text.count)
    switch random.number(0...7) {
    case 0: text.insert(random.pick(Self.bytes), at: place)
    case 1: text = Array(text[..<place])
    case 2: text.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: random.once(in: 2) ? 0 : place)
    case 3: text += random.pick([[0x7D], [0x20, 0x31], [0x2C], [0x00], Array("{}".utf8)])
    case 4:
      let closing = text.indices.filter {
        text[$0] == UInt8(ascii: "]") || text[$0] == UInt8(ascii: "}")
      }
      if !closing.isEmpty { text.insert(UInt8(ascii: ","), at: random.pick(closing)) }
    case 5 where random.once(in: 10): text = text.flatMap { [$0, 0] }
    default:
      guard place < text.count else { return }
      switch random.number(0...3) {
      case 0: text.remove(at: place)
      case 1: text[place] = random.pick(Self.bytes)
      case 2: text.swapAt(place, random.number(0...text.count - 1))
      default:
        let piece = text[place..<min(text.count, place + random.number(1...20))]
        text.insert(contentsOf: piece, at: random.number(0...text.count))
      }
    }
  }
}
