import HubbubDomain
public import HubbubStore

/// One promise of `Store`, and how to see whether a store keeps it.
///
/// A check asks nothing but the protocol, and returns what is wrong instead
/// of failing a test: so that a store with a planted bug can be shown to be
/// found out.
public struct StoreCheck: Sendable, CustomStringConvertible {
  typealias Look = @Sendable (_ store: any Store, _ findings: inout Findings) async throws -> Void

  public let promise: String
  private let look: Look

  init(_ promise: String, _ look: @escaping Look) {
    self.promise = promise
    self.look = look
  }

  public var description: String { promise }

  /// Looks at an empty store.
  ///
  /// - Returns: what is wrong, a sentence each; nothing when the promise is kept.
  public func violations(of store: any Store) async -> [String] {
    var findings = Findings()
    do {
      try await look(store, &findings)
    } catch {
      findings.note("it threw \(error)")
    }
    return findings.violations.map { "\(promise): \($0)" }
  }
}

/// What a check noticed.
public struct Findings {
  private(set) var violations: [String] = []

  mutating func note(_ violation: String) { violations.append(violation) }

  mutating func expect(_ holds: Bool, _ claim: String) {
    if !holds { note("not so: \(claim)") }
  }

  mutating func expect<Value: Equatable>(_ found: Value, is wanted: Value, _ what: String) {
    if found != wanted { note("\(what) is \(found), not \(wanted)") }
  }

  /// Expects a refusal of one kind.
  mutating func expect(_ outcome: Outcome, refusedAs code: Refusal.Code, _ what: String) {
    guard case .refused(let refusal) = outcome, refusal.code == code else {
      return note("\(what) is \(outcome), not refused as \(code)")
    }
  }
}
