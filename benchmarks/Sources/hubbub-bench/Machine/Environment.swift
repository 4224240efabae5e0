import FoundationEssentials

/// What a program that we start finds in its environment.
enum Environment {
  /// Ours without any setting of Hubbub's, which would change what is
  /// measured, and with `own`.
  static func merged(with own: [String: String]) -> [String: String] {
    ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("HUBBUB_") }
      .merging(own) { $1 }
  }
}
