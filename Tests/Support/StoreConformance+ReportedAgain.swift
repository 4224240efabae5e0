import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let reportedAgain = [
    StoreCheck("a block keeps nothing from the admins that was before it", reportsAcrossBlocks)
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
}
