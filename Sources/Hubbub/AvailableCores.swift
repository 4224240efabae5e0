import FoundationEssentials

/// The cores that this process may run on.
enum AvailableCores {
  /// How many there are: fewer than the machine has where an operator pinned us.
  ///
  /// A loop more than that would only take turns with another on one core.
  ///
  /// - Returns: nil where the system does not tell.
  /// - Source: proc(5), `Cpus_allowed` of `/proc/self/status`.
  static var count: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    return count(inStatus: status)
  }

  /// Counts the bits of the line's mask: `Cpus_allowed:	ff,ffffffff`.
  static func count(inStatus status: String) -> Int? {
    let name = "Cpus_allowed:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
      return nil
    }
    let digits = line.dropFirst(name.count).compactMap(\.hexDigitValue)
    let cores = digits.reduce(0) { $0 + $1.nonzeroBitCount }
    return cores > 0 ? cores : nil
  }
}
