import GRDB
import GRDBSQLite
import HubbubDomain

extension Database {
  /// Keeps a secret that is not in force yet; one that is stays.
  func setUpFactor(_ user: UserID, _ sealedSecret: [UInt8]) throws -> Outcome {
    let kept = try run(
      """
      INSERT INTO factor (user, secret, confirmed_at, last_step)
      SELECT id, ?, NULL, 0 FROM user WHERE id = ?
      ON CONFLICT (user) DO UPDATE SET secret = excluded.secret WHERE confirmed_at IS NULL
      """,
      Blob(sealedSecret), user)
    if kept == 1 { return .done(.nothing, []) }
    return .refused(try isFactorInForce(of: user) ? .factorOn : .noSuchUser)
  }

  /// Puts the factor in force whose code was right, if it is still the one set up.
  func confirmFactor(_ new: FactorConfirmation) throws -> Outcome {
    let confirmed = try run(
      """
      UPDATE factor SET confirmed_at = ?, last_step = ?
      WHERE user = ? AND secret = ? AND confirmed_at IS NULL
      """,
      new.at, new.step, new.user, Blob(new.sealedSecret))
    guard confirmed == 1 else { return .refused(try whyNotConfirmed(new.user)) }
    for hash in new.recoveryHashes {
      try run("INSERT INTO recovery_code (user, hash) VALUES (?, ?)", new.user, Blob(hash))
    }
    return .done(.nothing, [])
  }

  private func whyNotConfirmed(_ user: UserID) throws -> Refusal {
    guard let factor = try factor(of: user) else { return .noFactor }
    return factor.isInForce ? .factorOn : .invalidCode
  }

  /// Forgets a factor and its recovery codes, in force or not.
  func removeFactor(_ user: UserID) throws -> Outcome {
    try run("DELETE FROM recovery_code WHERE user = ?", user)
    let removed = try run("DELETE FROM factor WHERE user = ?", user)
    return removed == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }

  /// Keeps a login whose code is taken here and now: of many with the same code, the first.
  func openSession(_ new: NewSession, _ proof: FactorProof) throws -> Outcome {
    let mayLogIn = try exists(
      "SELECT 1 FROM user WHERE id = ?1 AND \(Sight.mayLogIn(after: "?2"))", new.user,
      new.lostBefore)
    guard mayLogIn else { return .refused(.cannotLogIn) }
    guard try take(proof, of: new.user) else { return .refused(.invalidCode) }
    return try keep(new)
  }

  /// Uses a code up; false where it was used before, or is no code of this factor.
  private func take(_ proof: FactorProof, of user: UserID) throws -> Bool {
    switch proof {
    case .step(let step, let sealedSecret):
      try run(
        """
        UPDATE factor SET last_step = ?1
        WHERE user = ?2 AND secret = ?3 AND confirmed_at IS NOT NULL AND last_step < ?1
        """,
        step, user, Blob(sealedSecret)) == 1
    case .recoveryCode(let hash):
      try run("DELETE FROM recovery_code WHERE user = ? AND hash = ?", user, Blob(hash)) == 1
    }
  }
}

extension Database {
  func factor(of user: UserID) throws -> Factor? {
    try first("SELECT secret, confirmed_at, last_step FROM factor WHERE user = ?", user) { row in
      Factor(
        sealedSecret: row.bytes(0), confirmedAt: row.isNull(1) ? nil : row.time(1),
        lastStep: row.int(2))
    }
  }

  func isFactorInForce(of user: UserID) throws -> Bool {
    try exists("SELECT 1 FROM factor WHERE user = ? AND confirmed_at IS NOT NULL", user)
  }

  func hasFactors() throws -> Bool {
    try first("SELECT min(user) FROM factor") { !$0.isNull(0) } ?? false
  }
}

extension Columns {
  func bytes(_ column: Int32) -> [UInt8] {
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
