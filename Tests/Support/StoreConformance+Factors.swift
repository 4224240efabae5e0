import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let factors = [
    StoreCheck("a factor is in force once it is confirmed, and stays as it is", confirmsFactors),
    StoreCheck("who has a factor in force logs in with a code", wantsCodes),
    StoreCheck("a code is taken once", takesCodesOnce),
    StoreCheck("a factor that is turned off leaves no code behind", removesFactors),
  ]

  private static let noon = StoreCompany.noon
  private static let (secret, other) = ([UInt8](1...40), [UInt8](2...41))

  private static func login(of user: User) -> NewSession {
    NewSession(
      id: .make(), user: user.id, tokenHash: SessionID.make().bytes, userAgent: "check",
      createdAt: noon, expiresAt: noon + .seconds(60))
  }

  private static func confirmation(
    of user: User, _ secret: [UInt8], step: Int64 = 10
  ) -> Change {
    .confirmFactor(
      FactorConfirmation(
        user: user.id, sealedSecret: secret, step: step, recoveryHashes: [[1], [2]], at: noon))
  }

  private static func open(_ user: User, by proof: FactorProof) -> Change {
    .openProvenSession(login(of: user), proof)
  }

  private static func confirmsFactors(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let ada = try await store.addUser("ada")
    findings.expect(try await store.hasFactors(), is: false, "whether there are any at first")
    let nobody = try await store.commit(.setUpFactor(.make(), sealedSecret: secret))
    findings.expect(nobody, refusedAs: .notFound, "a factor of nobody")
    let early = try await store.commit(confirmation(of: ada, secret))
    findings.expect(early, refusedAs: .notFound, "confirming what was not set up")
    for secret in [other, secret] {
      let outcome = try await store.commit(.setUpFactor(ada.id, sealedSecret: secret))
      findings.expect(outcome, is: .done(.nothing, []), "setting one up")
    }
    let waiting = Factor(sealedSecret: secret, confirmedAt: nil, lastStep: 0)
    findings.expect(try await store.factor(of: ada.id), is: waiting, "the one set up last")
    let stale = try await store.commit(confirmation(of: ada, other))
    findings.expect(stale, refusedAs: .invalidCode, "confirming the one before")
    let done = try await store.commit(confirmation(of: ada, secret))
    findings.expect(done, is: .done(.nothing, []), "confirming")
    for change in [confirmation(of: ada, secret), .setUpFactor(ada.id, sealedSecret: other)] {
      findings.expect(try await store.commit(change), refusedAs: .factorOn, "once it is in force")
    }
    let inForce = Factor(sealedSecret: secret, confirmedAt: noon, lastStep: 10)
    findings.expect(try await store.factor(of: ada.id), is: inForce, "the one in force")
    findings.expect(try await store.hasFactors(), is: true, "whether there are any")
  }

  private static func wantsCodes(_ store: any Store, _ findings: inout Findings) async throws {
    let (ada, bob) = (try await store.addUser("ada"), try await store.addUser("bob"))
    try await store.make(.setUpFactor(ada.id, sealedSecret: secret))
    let early = try await store.commit(open(ada, by: .step(11, sealedSecret: secret)))
    findings.expect(early, refusedAs: .invalidCode, "a code before the factor is in force")
    try await store.make(.openSession(login(of: ada)))
    try await store.make(confirmation(of: ada, secret))
    let bare = try await store.commit(.openSession(login(of: ada)))
    findings.expect(bare, refusedAs: .codeRequired, "a login without a code")
    let stranger = try await store.commit(open(bob, by: .recoveryCode(hash: [1])))
    findings.expect(stranger, refusedAs: .invalidCode, "her recovery code for another")
    let login = login(of: ada)
    try await store.make(.openProvenSession(login, .step(11, sealedSecret: secret)))
    let session = try await store.session(tokenHash: login.tokenHash, at: noon)
    findings.expect(session?.user, is: ada, "whose login it is")
  }

  private static func takesCodesOnce(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let ada = try await store.addUser("ada")
    try await store.make(.setUpFactor(ada.id, sealedSecret: secret))
    try await store.make(confirmation(of: ada, secret))
    let proofs: [(FactorProof, Bool)] = [
      (.step(10, sealedSecret: secret), false), (.step(11, sealedSecret: other), false),
      (.step(11, sealedSecret: secret), true), (.step(11, sealedSecret: secret), false),
      (.step(10, sealedSecret: secret), false), (.step(12, sealedSecret: secret), true),
      (.recoveryCode(hash: [1]), true), (.recoveryCode(hash: [1]), false),
      (.recoveryCode(hash: [3]), false), (.recoveryCode(hash: [2]), true),
    ]
    let outcomes = try await store.commit(proofs.map { open(ada, by: $0.0) })
    for ((proof, isTaken), outcome) in zip(proofs, outcomes) {
      if case .done = outcome, isTaken { continue }
      if isTaken { findings.note("\(proof) is \(outcome)") }
      if !isTaken { findings.expect(outcome, refusedAs: .invalidCode, "\(proof)") }
    }
    findings.expect(try await store.factor(of: ada.id)?.lastStep, is: 12, "the last step")
  }

  private static func removesFactors(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let ada = try await store.addUser("ada")
    try await store.make(.setUpFactor(ada.id, sealedSecret: secret))
    try await store.make(confirmation(of: ada, secret))
    let outcomes = try await store.commit([.removeFactor(ada.id), .removeFactor(ada.id)])
    findings.expect(outcomes, is: [.done(.nothing, []), .unchanged(.nothing)], "turning off twice")
    findings.expect(try await store.factor(of: ada.id), is: nil, "the factor")
    try await store.make(.openSession(login(of: ada)))
    let old = try await store.commit(open(ada, by: .recoveryCode(hash: [1])))
    findings.expect(old, refusedAs: .invalidCode, "a recovery code from before")
    try await store.make(.setUpFactor(ada.id, sealedSecret: secret))
    try await store.make(confirmation(of: ada, secret, step: 1))
  }
}
