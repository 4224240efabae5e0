/// What ends a benchmark, in a sentence for who runs it.
struct Problem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// What a system call just refused.
  ///
  /// - Parameter what: "cannot …".
  static func system(_ what: String) -> Problem {
    Problem("\(what): \(SystemFault.last)")
  }
}
