public import HubbubDomain
import HubbubStore

/// The second factor: setting up, confirming, turning off, and what a code proves.
extension Accounts {
  /// Whether a login of this user wants a code.
  ///
  /// - Throws: the store's failure.
  public func hasFactor(_ user: UserID) async throws -> Bool {
    try await store.factor(of: user)?.isInForce ?? false
  }

  /// Sets up a factor, which is in force once it is confirmed.
  ///
  /// - Parameter issuer: what authenticators call this server.
  /// - Throws: ``Refusal`` `factor_on`, `unavailable` without the key; else the
  ///   store's failure.
  public func setUpFactor(of user: User, issuer: String) async throws -> FactorSetup {
    if try await hasFactor(user.id) { throw Refusal.factorOn }
    let secret = TimeCodes.makeSecret()
    let sealed = try await secrets().seal(
      secret, for: user.id, isFirst: !store.hasFactors())
    _ = try await commit(.setUpFactor(user.id, sealedSecret: sealed)).result.get()
    return FactorSetup(secret: secret, username: user.username, issuer: issuer)
  }

  /// Puts the factor in force whose authenticator shows `code`.
  ///
  /// - Returns: its recovery codes, told this once.
  /// - Throws: ``Refusal`` `not_found`, `factor_on`, `invalid_code`,
  ///   `unavailable` without the key; else the store's failure.
  public func confirmFactor(of user: User, code: String) async throws -> [String] {
    guard let factor = try await store.factor(of: user.id) else { throw Refusal.noFactor }
    guard !factor.isInForce else { throw Refusal.factorOn }
    guard case .time(let digits) = EnteredCode(code),
      let step = try step(of: digits, factor, user.id)
    else { throw Refusal.invalidCode }
    let recovery = (0..<Limits.recoveryCodes).map { _ in RecoveryCode.make() }
    let confirmation = FactorConfirmation(
      user: user.id, sealedSecret: factor.sealedSecret, step: step,
      recoveryHashes: recovery.map(\.code.hash), at: now())
    _ = try await commit(.confirmFactor(confirmation)).result.get()
    return recovery.map(\.text)
  }

  /// Turns a factor off, for who knows the password.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, `rate_limited`, `busy`; else
  ///   the store's failure.
  public func removeFactor(
    of user: User, password: String, by client: Client
  ) async throws {
    if let address = client.address { try guards?.logins.admit(address) }
    _ = try await attempt(user.username, password, by: client)
    _ = try await commit(.removeFactor(user.id)).result.get()
  }

  /// What a code proves at a login; nil where no factor is in force.
  ///
  /// To be asked only once the password was right: the answer tells whether
  /// there is a factor.
  ///
  /// - Throws: ``Refusal`` `code_required`, `invalid_code`, `unavailable`
  ///   without the key; else the store's failure.
  func proof(of code: String?, for user: UserID) async throws -> FactorProof? {
    guard let factor = try await store.factor(of: user), factor.isInForce else { return nil }
    guard let code, !code.isBlank else { throw Refusal.codeRequired }
    switch EnteredCode(code) {
    case .time(let digits):
      guard let step = try step(of: digits, factor, user) else { throw Refusal.invalidCode }
      return .step(step, sealedSecret: factor.sealedSecret)
    case .recovery(let code): return .recoveryCode(hash: code.hash)
    case .neither: throw Refusal.invalidCode
    }
  }

  private func step(
    of digits: String, _ factor: Factor, _ user: UserID
  ) throws(Refusal) -> Int64? {
    let codes = TimeCodes(secret: try secrets().open(factor.sealedSecret, for: user))
    return codes.step(of: digits, at: now(), after: factor.lastStep)
  }

  private func secrets() throws(Refusal) -> FactorSecrets {
    guard let factors else { throw .unavailable }
    return factors
  }
}
