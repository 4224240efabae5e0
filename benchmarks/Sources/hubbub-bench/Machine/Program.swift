/// Programs that say one thing and end.
enum Program {
  /// - Returns: the first line of its output, empty for none; nil where it fails.
  static func firstLine(_ path: String, _ arguments: [String]) -> String? {
    guard let child = try? ChildProcess(path, arguments, errors: .nowhere, cores: .all) else {
      return nil
    }
    let line = try? child.line(within: Limits.answerSeconds)
    guard (try? child.ended(within: Limits.answerSeconds)) == 0 else { return nil }
    return line.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
