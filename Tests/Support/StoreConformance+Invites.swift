import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let invites = [
    StoreCheck("an invitation lets in as many as it says, friends at once", letsIn),
    StoreCheck("an invitation that is over lets nobody in", keepsOut),
    StoreCheck("an invitation is withdrawn by whose it is", withdrawsOwn),
    StoreCheck("one has so many invitations open, and room again for those that are over", bounds),
    StoreCheck("the first admin is made once", setsUpOnce),
  ]

  private static let noon = StoreCompany.noon
  private static let code = [UInt8](repeating: 7, count: 32)

  private static func invite(
    by user: UserID, code: [UInt8] = code, uses: Int = 1, at time: Timestamp = noon,
    lasting: Int64 = 60
  ) -> NewInvite {
    NewInvite(
      id: .make(at: time), inviter: user, codeHash: code, uses: uses, createdAt: time,
      expiresAt: time + .seconds(lasting))
  }

  private static func newcomer(
    _ name: String, by code: [UInt8]? = code, at time: Timestamp = noon
  ) -> NewUser {
    NewUser(
      user: User(id: .make(at: time), username: name, displayName: name), passwordHash: nil,
      role: .member, createdAt: time, inviteHash: code)
  }

  private static func letsIn(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let new = invite(by: company.ada.id, uses: 2)
    try await store.make(.invite(new))
    findings.expect(
      try await store.inviter(codeHash: code, at: noon), is: company.ada, "who invites")
    let (fay, gus, hal) = (newcomer("fay"), newcomer("gus"), newcomer("hal"))
    let came = try await store.commit(.signUp(fay, nil))
    findings.expect(
      came.events.map(\.topic),
      is: [.user(fay.user.id), .user(company.ada.id), .user(company.ada.id)], "who is told")
    try await store.make(.signUp(gus, nil))
    findings.expect(
      try await store.commit(.signUp(hal, nil)), refusedAs: .invalid, "one too many")
    findings.expect(try await store.account(named: "hal"), is: nil, "their account")
    let friends = try await store.people(.friends, for: company.ada.id, before: nil, limit: 9)
    findings.expect(friends.items.map(\.user.username), is: ["fay", "gus"], "her friends")
    let bell = try await store.notifications(of: company.ada.id, before: nil, limit: 9)
    findings.expect(
      bell.items.map(\.kind), is: [.friendAccepted, .friendAccepted], "what her bell told")
    let listed = try await store.invites(of: company.ada.id, before: nil, limit: 9).items
    findings.expect(listed.map { $0.joined.map(\.username) }, is: [["fay", "gus"]], "who came")
    findings.expect(try await store.inviter(codeHash: code, at: noon), is: nil, "once used up")
  }

  private static func keepsOut(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.make(.invite(invite(by: company.ada.id)))
    let late = noon + .seconds(60)
    findings.expect(try await store.inviter(codeHash: code, at: late), is: nil, "when it is late")
    findings.expect(
      try await store.commit(.signUp(newcomer("fay", at: late), nil)), refusedAs: .invalid,
      "who comes late")
    findings.expect(
      try await store.commit(.signUp(newcomer("fay", by: [1]), nil)), refusedAs: .invalid,
      "another code")
    findings.expect(
      try await store.commit(.signUp(newcomer("ada"), nil)), refusedAs: .usernameTaken,
      "a name that is taken")
    try await store.make(.disable(company.ada.id))
    findings.expect(
      try await store.commit(.signUp(newcomer("fay"), nil)), refusedAs: .invalid,
      "by who is switched off")
    findings.expect(
      try await store.commit(.invite(invite(by: company.ada.id, code: [2]))),
      refusedAs: .forbidden, "an invitation by who is switched off")
    try await store.make(.enable(company.ada.id))
    try await store.make(.signUp(newcomer("fay"), nil))
  }

  private static func withdrawsOwn(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (hers, his) = (invite(by: company.ada.id), invite(by: company.bob.id, code: [8]))
    for new in [hers, his] { try await store.make(.invite(new)) }
    findings.expect(
      try await store.commit(.withdrawInvite(hers.id, by: company.bob.id)), refusedAs: .notFound,
      "by somebody else")
    try await store.make(.withdrawInvite(hers.id, by: company.ada.id))
    findings.expect(
      try await store.commit(.signUp(newcomer("fay"), nil)), refusedAs: .invalid, "who comes then")
    let all = try await store.invites(of: nil, before: nil, limit: 9).items
    findings.expect(all.map(\.id), is: [his.id], "those that are left")
    let root = try await store.addUser("root", role: .admin, at: noon)
    try await store.make(.withdrawInvite(his.id, by: root.id))
    findings.expect(
      try await store.commit(.withdrawInvite(his.id, by: root.id)), refusedAs: .notFound, "twice")
  }

  private static func bounds(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await store.addUser("ada", at: noon).id
    for byte in 0..<UInt8(Limits.openInvites) {
      try await store.make(.invite(invite(by: ada, code: [byte])))
    }
    findings.expect(
      try await store.commit(.invite(invite(by: ada))), refusedAs: .forbidden, "one too many")
    let later = noon + .seconds(60)
    try await store.make(.invite(invite(by: ada, at: later)))
    let left = try await store.invites(of: ada, before: nil, limit: 100).items
    findings.expect(left.count, is: 1, "those kept once they let nobody in and nobody came")
  }

  private static func setsUpOnce(_ store: any Store, _ findings: inout Findings) async throws {
    try await store.addUser("mia", at: noon)
    findings.expect(try await store.hasAdmin(), is: false, "an admin at first")
    func setUp(_ name: String, _ byte: UInt8) async throws -> Outcome {
      let user = User(id: .make(), username: name, displayName: name)
      return try await store.commit(
        .setUp(
          NewUser(user: user, passwordHash: nil, role: .admin, createdAt: noon),
          NewSession(
            id: .make(), user: user.id, tokenHash: [UInt8](repeating: byte, count: 32),
            userAgent: "check", createdAt: noon, expiresAt: noon + .seconds(60))))
    }
    guard case .done(.session(let session), []) = try await setUp("ada", 1) else {
      return findings.expect(false, is: true, "the first is done")
    }
    findings.expect(session.role, is: .admin, "her role")
    findings.expect(try await setUp("eve", 2), refusedAs: .notFound, "the second")
    findings.expect(try await store.account(named: "eve"), is: nil, "their account")
    findings.expect(try await store.hasAdmin(), is: true, "an admin then")
    try await store.make(.disable(session.user.id))
    findings.expect(try await store.hasAdmin(), is: true, "an admin who is switched off")
    findings.expect(try await setUp("eve", 3), refusedAs: .notFound, "once that is so")
  }
}
