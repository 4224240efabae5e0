import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let reports =
    [
      StoreCheck("a report keeps what was reported, as it was", keepsEvidence),
      StoreCheck("what somebody cannot see, they cannot report", reportsWhatIsSeen),
      StoreCheck("the same again is the same report, and so many wait", reportsOnce),
      StoreCheck("what is decided goes for all reports about it", settlesAll),
      StoreCheck("admins are told how many reports wait, and nobody else", tellsAdmins),
      StoreCheck("a reported file stays as long as its report", keepsFiles),
      StoreCheck("a message is found by its id alone", findsMessages),
      StoreCheck("who is no admin any more decides nothing", asksTheRow),
      StoreCheck("an admin changes others, all of it or nothing, and stays one", changesAccounts),
      StoreCheck("an admin takes a room over", takesOver),
      StoreCheck("who may sign up is kept", keepsSignup),
      StoreCheck("accounts are listed with what they keep", listsAccounts),
    ] + reportedAgain + reportedPictures

  private static let noon = StoreCompany.noon

  static func report(
    _ subject: Reported, by user: User, after seconds: Int64 = 0, because reason: String = "rude"
  ) -> NewReport {
    let time = noon + .seconds(seconds)
    return NewReport(
      id: .make(at: time), reporter: user.id, subject: subject, reason: reason, createdAt: time)
  }

  private static func keepsEvidence(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let post = PostID.make(at: noon)
    try await store.make(company.post("nasty", by: company.ada, key: "1", id: post))
    let seq = try await store.commit(company.message("nastier", by: company.ada, key: "2"))
      .messageSeq
    let place = MessagePlace(company.room, seq ?? 0)
    let subjects: [Reported] = [.post(post), .message(place), .user(company.ada.id)]
    for (second, subject) in subjects.enumerated() {
      try await store.make(.report(report(subject, by: company.bob, after: Int64(second))))
    }
    try await store.make(.deletePost(post, by: company.ada.id))
    try await store.make(.deleteMessage(place, by: company.ada))
    var change = ProfileChange()
    change.bio = "harmless"
    try await store.make(.updateProfile(company.ada.id, change))
    let found = try await store.reports(waiting: true, before: nil, limit: 9).items
    findings.expect(found.map(\.evidence.text), is: ["", "nastier", "nasty"], "what they said")
    findings.expect(found.map(\.subject), is: subjects.reversed(), "what they are about")
    findings.expect(found.map(\.author), is: [company.ada, company.ada, company.ada], "by whom")
    findings.expect(found.map(\.reporter.id), is: found.map { _ in company.bob.id }, "who told")
  }

  private static func reportsWhatIsSeen(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (post, note) = (PostID.make(at: noon), PostID.make(at: noon))
    try await store.make(company.post("hi", by: company.ada, key: "1", id: post))
    try await store.make(company.post("hm", by: company.ada, key: "2", audience: .me, id: note))
    let seq = try await store.commit(company.message("hey", by: company.ada, key: "3")).messageSeq
    let place = MessagePlace(company.room, seq ?? 0)
    func tell(_ subject: Reported, _ user: User) async throws -> Outcome {
      try await store.commit(.report(report(subject, by: user)))
    }
    findings.expect(try await tell(.post(note), company.bob), refusedAs: .notFound, "a note")
    findings.expect(
      try await tell(.message(place), company.eve), refusedAs: .notFound, "of another's room")
    findings.expect(
      try await tell(.message(MessagePlace(company.room, 99)), company.bob), refusedAs: .notFound,
      "no message")
    findings.expect(try await tell(.user(.make()), company.bob), refusedAs: .notFound, "nobody")
    findings.expect(try await tell(.post(post), company.ada), refusedAs: .invalid, "one's own")
    try await store.make(.disable(company.bob.id))
    findings.expect(
      try await tell(.post(post), company.bob), refusedAs: .forbidden, "by who is switched off")
  }

  private static func reportsOnce(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let first = report(.user(company.ada.id), by: company.bob)
    try await store.make(.report(first))
    findings.expect(
      try await store.commit(.report(report(.user(company.ada.id), by: company.bob))),
      is: .unchanged(.reported(first.id)), "the same again")
    for user in try await store.addUsers(Limits.openReports - 1, at: noon) {
      try await store.make(.report(report(.user(user.id), by: company.bob)))
    }
    findings.expect(
      try await store.commit(.report(report(.user(company.eve.id), by: company.bob))),
      refusedAs: .forbidden, "one too many")
    let root = try await store.addUser("root", role: .admin, at: noon)
    try await store.make(.settleReport(first.id, as: .dismissed, by: root.id, at: noon))
    try await store.make(.report(report(.user(company.eve.id), by: company.bob)))
  }

  private static func settlesAll(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (post, root) = (
      PostID.make(at: noon), try await store.addUser("root", role: .admin, at: noon)
    )
    try await store.make(company.post("nasty", by: company.ada, key: "1", id: post))
    let mine = report(.post(post), by: company.bob)
    try await store.make(.report(mine))
    try await store.make(.report(report(.post(post), by: company.eve, after: 1)))
    try await store.make(.report(report(.user(company.ada.id), by: company.eve, after: 2)))
    let settled = try await store.commit(
      .settleReport(mine.id, as: .removed, by: root.id, at: noon))
    findings.expect(
      settled.events.map(\.body), is: [.postDeleted(post), .reports(open: 1)], "what is told")
    findings.expect(try await store.post(post, for: company.ada.id), is: nil, "the post")
    let waiting = try await store.reports(waiting: true, before: nil, limit: 9).items
    findings.expect(waiting.map(\.subject), is: [.user(company.ada.id)], "what still waits")
    let done = try await store.reports(waiting: false, before: nil, limit: 9).items
    findings.expect(done.map(\.state), is: [.removed, .removed], "what became of the others")
    findings.expect(done.map { $0.settledBy?.id }, is: [root.id, root.id], "by whom")
    findings.expect(
      try await store.commit(
        .settleReport(mine.id, as: .dismissed, by: root.id, at: noon)),
      refusedAs: .forbidden, "once more")
    findings.expect(
      try await store.commit(
        .settleReport(waiting[0].id, as: .removed, by: root.id, at: noon)),
      refusedAs: .invalid, "a person")
    try await store.make(.settleReport(waiting[0].id, as: .acted, by: root.id, at: noon))
    for (rest, left) in [(Duration.zero, 3), (.milliseconds(1), 0)] {
      try await store.make(
        .sweepMedia(neverShownBefore: noon + Limits.settledReportsKept + rest, rows: 9))
      let kept = try await store.reports(waiting: false, before: nil, limit: 9).items
      findings.expect(kept.count, is: left, "half a year later and \(rest)")
    }
  }

  private static func keepsFiles(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let new = NewMedia.sample(1, of: company.ada.id)
    let media = new.id
    try await store.make(.keepMedia(new))
    let post = PostID.make(at: noon)
    try await store.make(
      .post(
        NewPost(
          id: post, author: company.ada, key: "1", text: "", media: [media], audience: .public,
          createdAt: noon)))
    let told = report(.post(post), by: company.bob)
    try await store.make(.report(told))
    try await store.make(.deletePost(post, by: company.ada.id))
    let swept = try await store.commit(.sweepMedia(neverShownBefore: noon, rows: 9))
    findings.expect(
      swept, is: .done(.mediaSwept([], pictures: []), []), "a sweep while it is reported")
    findings.expect(try await store.reportedMedia(media), is: new.file, "the file")
    findings.expect(
      try await store.mediaBytes(of: company.ada.id), is: new.file.facts.bytes, "whose it counts")
    let root = try await store.addUser("root", role: .admin, at: noon)
    try await store.make(.settleReport(told.id, as: .dismissed, by: root.id, at: noon))
    findings.expect(try await store.reportedMedia(media), is: new.file, "once it is decided")
    try await store.make(.leaveHubbub(company.ada.id, provedBy: nil, at: noon))
    for _ in 0..<9 {
      _ = try await store.commit(.erase(company.ada.id, leftBefore: noon, rows: 9))
    }
    findings.expect(try await store.reportedMedia(media), is: nil, "once its author is erased")
    let after = try await store.commit(.sweepMedia(neverShownBefore: noon, rows: 9))
    findings.expect(after, is: .done(.mediaSwept([.sample(1)], pictures: []), []), "a sweep then")
  }

  private static func tellsAdmins(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    var roots: [User] = []
    for name in ["root", "toor", "off", "was"] {
      roots.append(try await store.addUser(name, role: .admin, at: noon))
    }
    try await store.make(.disable(roots[2].id))
    try await store.make(.setRole(roots[3].id, .member))
    func told(_ open: Int64, _ admins: ArraySlice<User>) -> [Event] {
      admins.map(\.id).sorted().map {
        Event(topic: .user($0), seq: nil, body: .reports(open: open))
      }
    }
    let reports = [company.ada, company.eve].map { report(.user($0.id), by: company.bob) }
    for (count, new) in reports.enumerated() {
      findings.expect(
        try await store.commit(.report(new)),
        is: .done(.reported(new.id), told(Int64(count) + 1, roots[..<2])), "a report")
    }
    findings.expect(
      try await store.commit(.report(report(.user(company.eve.id), by: company.bob))).events,
      is: [], "the same again")
    let starts: [(UserID, Int64?)] = [
      (roots[0].id, 2), (roots[2].id, nil), (roots[3].id, nil), (company.ada.id, nil),
    ]
    for (user, open) in starts {
      let snapshot = try await store.snapshot(for: user, posts: 1)
      findings.expect(snapshot.openReports, is: open, "what a page starts with")
    }
    findings.expect(
      try await store.commit(.countReports(for: roots[1].id)),
      is: .done(.nothing, told(2, roots[1..<2])), "to one who asks")
    findings.expect(
      try await store.commit(.countReports(for: roots[3].id)), refusedAs: .forbidden,
      "who is no admin")
    findings.expect(
      try await store.commit(
        .settleReport(reports[0].id, as: .dismissed, by: roots[0].id, at: noon)),
      is: .done(.nothing, told(1, roots[..<2])), "one is decided")
    try await store.make(.leaveHubbub(company.eve.id, provedBy: nil, at: noon))
    try await store.make(.erase(company.eve.id, leftBefore: noon, rows: 9))
    findings.expect(
      try await store.commit(.erase(company.eve.id, leftBefore: noon, rows: 9)),
      is: .done(.erasing(nil), told(0, roots[..<2])), "with who was reported")
  }

  private static func findsMessages(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    var ids: [MessageID] = []
    for step in Int64(0)..<40 {
      let time = noon + .seconds(step * 50)
      ids.append(.make(at: time))
      try await store.make(
        .message(
          NewMessage(
            id: ids.last ?? .make(), conversation: company.room, author: company.ada,
            key: "\(step)", text: "\(step)", createdAt: time)))
    }
    let first = try await store.place(of: ids[0])?.seq ?? 0
    for (step, id) in ids.enumerated() {
      findings.expect(
        try await store.place(of: id), is: MessagePlace(company.room, first + Int64(step)),
        "message \(step)")
    }
    findings.expect(try await store.place(of: .make(at: noon)), is: nil, "one that is not")
  }

  private static func asksTheRow(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let told = report(.user(company.ada.id), by: company.bob)
    try await store.make(.report(told))
    let was = try await store.addUser("was", role: .admin, at: noon)
    let asked: [Change] = [
      .settleReport(told.id, as: .dismissed, by: was.id, at: noon),
      .changeAccount(AccountChange(of: company.ada.id, isDisabled: true, role: nil, by: was.id)),
      .takeOver(company.room, by: was, at: noon), .setSignup(.closed, by: was.id),
    ]
    for end in [Change.disable(was.id), .setRole(was.id, .member)] {
      try await store.make(end)
      for change in asked {
        findings.expect(try await store.commit(change), refusedAs: .forbidden, "\(change)")
      }
      try await store.make(.enable(was.id))
    }
    let open = try await store.reports(waiting: true, before: nil, limit: 9).items
    findings.expect(open.count, is: 1, "what still waits")
    findings.expect(try await store.signup(), is: nil, "who may sign up")
  }

  private static func changesAccounts(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let (ada, eve) = (
      try await store.addUser("ada", role: .admin, at: noon),
      try await store.addUser("eve", role: .admin, at: noon)
    )
    func change(_ one: User, by other: User) -> Change {
      .changeAccount(AccountChange(of: one.id, isDisabled: true, role: .member, by: other.id))
    }
    // Each wants the other out: one of them is there in the end.
    let outcomes = try await store.commit([change(eve, by: ada), change(ada, by: eve)])
    findings.expect(outcomes[0], is: .done(.nothing, []), "the first")
    findings.expect(outcomes[1], refusedAs: .forbidden, "the second")
    let found = try await store.account(named: "eve")
    findings.expect(found?.isDisabled, is: true, "whether she is switched off")
    findings.expect(found?.role, is: .member, "her role")
    findings.expect(
      try await store.commit(change(eve, by: ada)), is: .unchanged(.nothing), "again")
    findings.expect(try await store.commit(change(ada, by: ada)), refusedAs: .forbidden, "oneself")
  }

  private static func takesOver(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.make(.setRole(company.eve.id, .admin))
    let outcome = try await store.commit(.takeOver(company.room, by: company.eve, at: noon))
    guard case .done(.conversation, let events) = outcome else {
      return findings.expect(false, is: true, "it is done")
    }
    findings.expect(events.count, is: 4, "what is told: she came, and what each is now")
    let members = try await store.members(
      of: company.room, after: nil, limit: 9, for: company.eve.id)
    let roles = Dictionary(uniqueKeysWithValues: members.items.map { ($0.user.username, $0.role) })
    findings.expect(roles, is: ["ada": .admin, "bob": .member, "eve": .owner], "the roles")
    let again = try await store.commit(.takeOver(company.room, by: company.eve, at: noon))
    findings.expect(again.events, is: [], "again")
    findings.expect(
      try await store.commit(.takeOver(.make(), by: company.eve, at: noon)), refusedAs: .notFound,
      "what is no room")
  }

  private static func keepsSignup(_ store: any Store, _ findings: inout Findings) async throws {
    let root = try await store.addUser("root", role: .admin, at: noon).id
    findings.expect(try await store.signup(), is: nil, "at first")
    try await store.make(.setSignup(.invite, by: root))
    findings.expect(try await store.signup(), is: .invite, "then")
    findings.expect(
      try await store.commit(.setSignup(.invite, by: root)), is: .unchanged(.nothing),
      "the same again")
    try await store.make(.setSignup(.closed, by: root))
    findings.expect(try await store.signup(), is: .closed, "in the end")
  }

  private static func listsAccounts(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    try await store.make(.keepMedia(.sample(1, of: company.ada.id)))
    try await store.make(.disable(company.bob.id))
    try await store.make(.setRole(company.eve.id, .admin))
    let all = try await store.listedAccounts(named: nil, before: nil, limit: 2)
    let rest = try await store.listedAccounts(named: nil, before: all.next, limit: 2)
    let found = (all.items + rest.items).sorted { $0.user.username < $1.user.username }
    findings.expect(found.map(\.user.username), is: ["ada", "bob", "eve"], "who is there")
    findings.expect(found.map(\.isDisabled), is: [false, true, false], "who is switched off")
    findings.expect(found.map(\.role), is: [.member, .member, .admin], "who is admin")
    findings.expect(found.map { $0.mediaBytes > 0 }, is: [true, false, false], "who keeps files")
    let named = try await store.listedAccounts(named: "AD", before: nil, limit: 9)
    findings.expect(named.items.map(\.user), is: [company.ada], "by a beginning")
    let storage = try await store.storage(keepers: 9)
    findings.expect(storage.keepers.map(\.user), is: [company.ada], "who keeps most")
    findings.expect(storage.mediaFiles, is: 1, "how many files")
    findings.expect(storage.mediaBytes, is: found[0].mediaBytes, "of how many bytes")
  }
}
