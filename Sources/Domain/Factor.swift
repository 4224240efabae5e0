/// A second factor as it is kept: what a login wants besides the password.
public struct Factor: Equatable, Sendable {
  /// The secret that it shares with an authenticator, sealed for its user.
  public let sealedSecret: [UInt8]
  /// Since when it is in force; nil while it is only set up.
  public let confirmedAt: Timestamp?
  /// The last time step whose code was taken; none up to it is taken again.
  public let lastStep: Int64

  public init(sealedSecret: [UInt8], confirmedAt: Timestamp?, lastStep: Int64) {
    self.sealedSecret = sealedSecret
    self.confirmedAt = confirmedAt
    self.lastStep = lastStep
  }

  /// Whether a login wants it.
  public var isInForce: Bool { confirmedAt != nil }
}

/// A set-up factor whose first code was right: from now on it is in force.
public struct FactorConfirmation: Equatable, Sendable {
  public let user: UserID
  /// Whose code it was: another may have been set up meanwhile.
  public let sealedSecret: [UInt8]
  /// The time step of that code, which opens nothing any more.
  public let step: Int64
  /// SHA-256 of each recovery code; the codes themselves are never stored.
  public let recoveryHashes: [[UInt8]]
  public let at: Timestamp

  public init(
    user: UserID, sealedSecret: [UInt8], step: Int64, recoveryHashes: [[UInt8]], at: Timestamp
  ) {
    self.user = user
    self.sealedSecret = sealedSecret
    self.step = step
    self.recoveryHashes = recoveryHashes
    self.at = at
  }
}

/// What a right code was: the row takes it once.
public enum FactorProof: Equatable, Sendable {
  /// The code of a time step, under this secret.
  case step(Int64, sealedSecret: [UInt8])
  /// SHA-256 of a recovery code.
  case recoveryCode(hash: [UInt8])
}

extension Refusal {
  public static let factorOn = Refusal(
    .factorOn, "A second factor is on already. Turn it off first.")
  public static let noFactor = Refusal(.notFound, "No second factor was set up.")
  public static let codeRequired = Refusal(
    .codeRequired, "Enter the code that your authenticator shows.", field: "code")
  public static let invalidCode = Refusal(
    .invalidCode, "This code is wrong, or was used before.", field: "code")
  public static let cannotLogIn = Refusal(.unauthorized, "This account cannot log in.")
}
