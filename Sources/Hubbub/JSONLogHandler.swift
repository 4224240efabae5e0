import HubbubDomain
import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// Log lines as JSON, one object each, on standard error.
///
/// A line leaves with one `write`, so lines of several threads do not mix as
/// long as they are short; standard output stays free for programs.
struct JSONLogHandler: LogHandler {
  let label: String
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(label: String) { self.label = label }

  /// A logger of these lines, from `level` up.
  static func logger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "hubbub") { JSONLogHandler(label: $0) }
    logger.logLevel = level
    return logger
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = Self.line(
      at: .now(), event.level, label, "\(event.message)",
      metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 })
    line.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  /// The line for one event, its newline included; metadata is sorted by key.
  static func line(
    at time: Timestamp, _ level: Logger.Level, _ label: String, _ message: String,
    _ metadata: Logger.Metadata
  ) -> String {
    var line = "{\"time\":\"\(time)\",\"level\":\"\(level)\",\"label\":"
    line += JSONText.quoted(label) + ",\"message\":" + JSONText.quoted(message)
    if !metadata.isEmpty { line += ",\"metadata\":" + json(.dictionary(metadata)) }
    return line + "}\n"
  }

  private static func json(_ value: Logger.Metadata.Value) -> String {
    switch value {
    case .string(let text): JSONText.quoted(text)
    case .stringConvertible(let thing): JSONText.quoted("\(thing)")
    case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
    case .dictionary(let pairs):
      "{"
        + pairs.sorted { $0.key < $1.key }
        .map { JSONText.quoted($0.key) + ":" + json($0.value) }.joined(separator: ",") + "}"
    }
  }
}

/// Text as JSON wants it.
enum JSONText {
  /// In quotes, with everything escaped that would end a string or a line.
  ///
  /// - Source: RFC 8259 §7; U+2028 and U+2029 because some readers of logs take them for line ends.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
