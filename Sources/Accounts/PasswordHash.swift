import CArgon2
import HubbubDomain

/// An Argon2id hash in its PHC form: `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`.
///
/// - Source: RFC 9106; the PHC string format.
struct PasswordHash: Equatable, Sendable {
  let text: String
  let cost: Cost

  /// What one hash costs.
  struct Cost: Equatable, Sendable {
    var memoryKiB: UInt32
    var passes: UInt32
    var lanes: UInt32

    static let current = Cost(
      memoryKiB: Limits.hashMemoryKiB, passes: Limits.hashPasses, lanes: Limits.hashLanes)
  }

  /// Reads a stored string; nil for what is no Argon2id hash, or costs more
  /// than we ever asked of one.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19",
      let cost = Self.cost(parts[3])
    else { return nil }
    self.text = text
    self.cost = cost
  }

  /// A well-formed hash that no password has: what a login for an unknown
  /// name is tried against, so that it costs what a known one costs.
  static let nobody = PasswordHash(
    text: "$argon2id$v=19$m=\(Cost.current.memoryKiB),t=\(Cost.current.passes)"
      + ",p=\(Cost.current.lanes)$\(zeros(Limits.saltBytes))$\(zeros(Limits.hashBytes))",
    cost: .current)

  /// Hashes `password` with a fresh salt.
  ///
  /// - Complexity: tens of milliseconds.
  /// - Throws: ``Refusal`` `unavailable` when there is no memory for it.
  static func make(of password: String, cost: Cost = .current) throws(Refusal) -> PasswordHash {
    let salt = Crypto.randomBytes(Limits.saltBytes)
    let password = Array(password.utf8)
    let capacity = argon2_encodedlen(
      cost.passes, cost.memoryKiB, cost.lanes, UInt32(Limits.saltBytes),
      UInt32(Limits.hashBytes), Argon2_id)
    var encoded = [CChar](repeating: 0, count: capacity)
    let status = argon2id_hash_encoded(
      cost.passes, cost.memoryKiB, cost.lanes, password, password.count, salt, salt.count,
      Limits.hashBytes, &encoded, capacity)
    guard status == ARGON2_OK.rawValue else { throw .unavailable }
    let text = encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return PasswordHash(text: String(decoding: text, as: UTF8.self), cost: cost)
  }

  /// What trying a password told.
  enum Match: Equatable, Sendable {
    case right, wrong
    /// The string is damaged; nothing was computed.
    case unreadable
  }

  /// Whether this is the hash of `password`.
  ///
  /// - Complexity: tens of milliseconds; the comparison takes the same time
  ///   wherever the hashes differ.
  /// - Throws: ``Refusal`` `unavailable` when there is no memory for it.
  func match(_ password: String) throws(Refusal) -> Match {
    let password = Array(password.utf8)
    switch argon2id_verify(text, password, password.count) {
    case ARGON2_OK.rawValue: return .right
    case ARGON2_VERIFY_MISMATCH.rawValue: return .wrong
    case ARGON2_MEMORY_ALLOCATION_ERROR.rawValue: throw .unavailable
    default: return .unreadable
    }
  }

  /// Whether it was made under other parameters than today's.
  var needsRehash: Bool { cost != .current }

  private init(text: String, cost: Cost) {
    self.text = text
    self.cost = cost
  }

  private static func cost(_ text: Substring) -> Cost? {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 3, let memory = number(fields[0], "m="),
      let passes = number(fields[1], "t="), let lanes = number(fields[2], "p="),
      (8...Limits.hashMemoryKiBAccepted).contains(memory),
      (1...Limits.hashPassesAccepted).contains(passes), (1...16).contains(lanes)
    else { return nil }
    return Cost(memoryKiB: memory, passes: passes, lanes: lanes)
  }

  private static func number(_ field: Substring, _ name: String) -> UInt32? {
    field.hasPrefix(name) ? UInt32(field.dropFirst(name.count)) : nil
  }

  /// Base64 of `count` zero bytes, without padding.
  private static func zeros(_ count: Int) -> String {
    String(repeating: "A", count: (count * 8 + 5) / 6)
  }
}
