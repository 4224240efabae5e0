import HubbubDomain

extension MemoryState {
  mutating func setUpFactor(_ user: UserID, _ secret: [UInt8]) -> Outcome {
    guard accounts[user] != nil else { return .refused(.noSuchUser) }
    if factors[user]?.isInForce == true { return .refused(.factorOn) }
    factors[user] = Factor(sealedSecret: secret, confirmedAt: nil, lastStep: 0)
    return .done(.nothing, [])
  }

  mutating func confirm(_ new: FactorConfirmation) -> Outcome {
    guard let factor = factors[new.user] else { return .refused(.noFactor) }
    if factor.isInForce { return .refused(.factorOn) }
    guard factor.sealedSecret == new.sealedSecret else { return .refused(.invalidCode) }
    factors[new.user] = Factor(
      sealedSecret: new.sealedSecret, confirmedAt: new.at, lastStep: new.step)
    recoveryHashes[new.user] = Set(new.recoveryHashes)
    return .done(.nothing, [])
  }

  mutating func removeFactor(_ user: UserID) -> Outcome {
    recoveryHashes[user] = nil
    return factors.removeValue(forKey: user) == nil ? .unchanged(.nothing) : .done(.nothing, [])
  }

  mutating func open(_ login: Login, _ proof: FactorProof) throws -> Outcome {
    guard mayLogIn(login.user, at: login.createdAt) else {
      return .refused(.cannotLogIn)
    }
    let isTaken =
      switch proof {
      case .step(let step, let secret): takes(step, secret, of: login.user)
      case .recoveryCode(let hash): recoveryHashes[login.user]?.contains(hash) == true
      }
    guard isTaken else { return .refused(.invalidCode) }
    try requireUnused(login)
    use(proof, of: login.user)
    return try keep(login)
  }

  private func takes(_ step: Int64, _ secret: [UInt8], of user: UserID) -> Bool {
    guard let factor = factors[user] else { return false }
    return factor.isInForce && factor.sealedSecret == secret && factor.lastStep < step
  }

  private mutating func use(_ proof: FactorProof, of user: UserID) {
    switch proof {
    case .step(let step, let secret):
      factors[user] = Factor(
        sealedSecret: secret, confirmedAt: factors[user]?.confirmedAt, lastStep: step)
    case .recoveryCode(let hash): recoveryHashes[user]?.remove(hash)
    }
  }
}
