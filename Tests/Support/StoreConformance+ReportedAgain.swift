import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let reportedAgain = [
    StoreCheck("a block keeps nothing from the admins that was before it", reportsAcrossBlocks),
    StoreCheck("what is said or seen anew is another report", reportsWhatIsNew),
    StoreCheck("what was dismissed may be decided again, what was removed not", decidesAgain),
    StoreCheck("1,000 that wait are counted, and no more", countsSoMany),
  ]

  private static let noon = StoreCompany.noon

  private static func reportsAcrossBlocks(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob) = (company.ada, company.bob)
    let talk = ConversationID.make(at: noon)
    try await store.make(
      .direct(NewDirect(id: talk, opener: ada, other: bob.id, createdAt: noon)))
    let said = [
      (ada, bob, try await store.addMessage("nasty", by: ada, in: talk)),
      (bob, ada, try await store.addMessage("nastier", by: bob, in: talk)),
    ]
    try await store.make(.block(ada, bob.id, at: noon))
    for (author, reporter, seq) in said {
      let message = Reported.message(MessagePlace(talk, seq))
      for subject in [message, .user(author.id)] {
        try await store.make(.report(report(subject, by: reporter)))
      }
      findings.expect(
        try await store.commit(.report(report(message, by: company.eve))), refusedAs: .notFound,
        "a message by \(author.username), by who was not in it")
    }
    let open = try await store.reports(waiting: true, before: nil, limit: 9).items
    findings.expect(open.count, is: 4, "what waits")
  }

  private static func reportsWhatIsNew(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob) = (company.ada, company.bob)
    let post = PostID.make(at: noon)
    try await store.make(company.post("nasty", by: ada, key: "1", id: post))
    var changes = [ProfileChange(), ProfileChange()]
    (changes[0].bio, changes[1].displayName) = ("nasty", "Nasty")
    func tell(_ subject: Reported, because reason: String = "rude") async throws {
      let new = report(subject, by: bob, because: reason)
      try await store.make(.report(new))
      findings.expect(
        try await store.commit(.report(report(subject, by: bob, because: reason))),
        is: .unchanged(.reported(new.id)), "the same once more")
    }
    try await tell(.post(post))
    try await tell(.post(post), because: "a threat")
    let edit = PostEdit(text: "nastier", audience: nil)
    try await store.make(.editPost(post, by: ada.id, edit, at: noon))
    try await tell(.post(post))
    try await tell(.user(ada.id))
    for change in changes.map({ Change.updateProfile(ada.id, $0) })
      + [.setPicture(ada.id, .make(at: noon))]
    {
      try await store.make(change)
      try await tell(.user(ada.id))
    }
    let open = try await store.reports(waiting: true, before: nil, limit: 9).items
    findings.expect(open.count, is: 7, "what waits")
  }

  private static func decidesAgain(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (root, toor) = (
      try await store.addUser("root", role: .admin, at: noon).id,
      try await store.addUser("toor", role: .admin, at: noon).id
    )
    let post = PostID.make(at: noon)
    try await store.make(company.post("nasty", by: company.ada, key: "1", id: post))
    let first = report(.post(post), by: company.bob)
    func settle(_ state: ReportState, _ admin: UserID) async throws -> Outcome {
      try await store.commit(.settleReport(first.id, as: state, by: admin, at: noon))
    }
    try await store.make(.report(first))
    try await store.make(.settleReport(first.id, as: .dismissed, by: root, at: noon))
    findings.expect(try await settle(.dismissed, toor), refusedAs: .forbidden, "twice")
    try await store.make(.report(report(.post(post), by: company.eve)))
    try await store.make(.settleReport(first.id, as: .acted, by: root, at: noon))
    findings.expect(try await settle(.dismissed, toor), refusedAs: .forbidden, "dismissed again")
    findings.expect(
      try await settle(.removed, toor).events.first?.body, is: .postDeleted(post), "what is told")
    for state in [ReportState.dismissed, .acted, .removed] {
      findings.expect(try await settle(state, root), refusedAs: .forbidden, "after it is removed")
    }
    let settled = try await store.reports(waiting: false, before: nil, limit: 9).items
    findings.expect(settled.map(\.state), is: [.removed, .removed], "what became of them")
    findings.expect(settled.map { $0.settledBy?.id }, is: [toor, toor], "by whom")
  }

  private static func countsSoMany(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let users = try await store.addUsers(Limits.openReports + 1, at: noon)
    let root = try await store.addUser("root", role: .admin, at: noon).id
    let all = users.flatMap { reporter in
      users.filter { $0 != reporter }.map { report(.user($0.id), by: reporter) }
    }
    var made = 0
    for count in [Limits.countedReports - 1, Limits.countedReports, Limits.countedReports + 1] {
      _ = try await store.commit(all[made..<count].map(Change.report))
      made = count
      let told = Event(
        topic: .user(root), seq: nil,
        body: .reports(open: Int64(min(count, Limits.countedReports))))
      findings.expect(
        try await store.commit(.countReports(for: root)), is: .done(.nothing, [told]),
        "what is told of \(count)")
    }
  }
}
