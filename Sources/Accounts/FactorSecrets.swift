import HubbubDomain
public import Logging

/// Seals what second factors share with authenticators, and opens it again.
///
/// Where that fails, nobody comes in without a factor: `unavailable`, and a
/// line in the log for the operator.
public struct FactorSecrets: Sendable {
  private let keyFile: SealingKeyFile
  private let logger: Logger

  /// - Parameter keyFile: the path of `hubbub.key`.
  public init(keyFile: String, logger: Logger) {
    self.keyFile = SealingKeyFile(keyFile)
    self.logger = logger
  }

  /// Encrypts a secret for its user alone.
  ///
  /// - Parameter isFirst: whether nothing is sealed so far, so that a key that
  ///   is not there may be made. Else it is lost, and a new one in its place
  ///   would be in the way when it is found.
  /// - Throws: ``Refusal`` `unavailable`.
  func seal(_ secret: [UInt8], for user: UserID, isFirst: Bool) throws(Refusal) -> [UInt8] {
    let key = try key { () throws(SealingKeyFile.Trouble) in
      try isFirst ? keyFile.readOrMake() : keyFile.read()
    }
    return Crypto.seal(secret, with: key, for: user.bytes)
  }

  /// Decrypts a user's secret.
  ///
  /// - Throws: ``Refusal`` `unavailable`.
  func open(_ sealed: [UInt8], for user: UserID) throws(Refusal) -> [UInt8] {
    let key = try key { () throws(SealingKeyFile.Trouble) in try keyFile.read() }
    guard let secret = Crypto.open(sealed, with: key, for: user.bytes) else {
      tell("\(keyFile.path) is not the key that this person's secret was sealed with", of: user)
      throw .unavailable
    }
    return secret
  }

  private func key(
    _ read: () throws(SealingKeyFile.Trouble) -> [UInt8]
  ) throws(Refusal) -> [UInt8] {
    do { return try read() } catch {
      tell("\(error)", of: nil)
      throw .unavailable
    }
  }

  private func tell(_ cause: String, of user: UserID?) {
    var metadata: Logger.Metadata = ["cause": "\(cause)"]
    if let user { metadata["user"] = "\(user)" }
    logger.error("second factors cannot be checked", metadata: metadata)
  }
}
