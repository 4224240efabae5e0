import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let reportedPictures = [
    StoreCheck("a reported picture stays as long as its reports", keepsPictures),
    StoreCheck("a reported picture goes with who is erased", erasesPictures),
  ]

  private static let noon = StoreCompany.noon

  private static func keepsPictures(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, root) = (company.ada.id, try await store.addUser("root", role: .admin, at: noon))
    let pictures = [PictureID.make(at: noon), PictureID.make(at: noon)]
    // Neither choice says that nobody needs the picture before it any more.
    for (second, (picture, reporter)) in zip(pictures, [company.bob, company.eve]).enumerated() {
      let change = try await store.commit(.setPicture(ada, picture))
      findings.expect(change.replaced, is: nil, "what went with choice \(second)")
      try await store.make(.report(report(.user(ada), by: reporter, after: Int64(second))))
    }
    findings.expect(
      try await store.commit(.setPicture(ada, nil)).replaced, is: nil, "what went at last")
    let open = try await store.reports(waiting: true, before: nil, limit: 9).items
    findings.expect(open.map(\.evidence.picture), is: pictures.reversed(), "as they were")
    findings.expect(
      try await store.reportedPictures(of: ada), is: Set(pictures), "what admins may see")
    findings.expect(
      try await store.reportedPictures(of: company.bob.id), is: [], "of who was not reported")
    try await store.make(.settleReport(open[0].id, as: .acted, by: root.id, at: noon))
    func sweep(_ rest: Duration) async throws -> Outcome {
      try await store.commit(
        .sweepMedia(neverShownBefore: noon + Limits.settledReportsKept + rest, rows: 9))
    }
    findings.expect(
      try await sweep(.zero), is: .done(.mediaSwept([], pictures: []), []), "in half a year")
    findings.expect(
      try await sweep(.milliseconds(1)),
      is: .done(
        .mediaSwept([], pictures: pictures.map { UsersPicture(user: ada, picture: $0) }), []),
      "after it")
    findings.expect(try await store.reportedPictures(of: ada), is: [], "what is left")
  }

  private static func erasesPictures(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let users = [company.ada.id, company.eve.id]
    let pictures = [PictureID.make(at: noon), PictureID.make(at: noon)]
    for (user, picture) in zip(users, pictures) {
      try await store.make(.setPicture(user, picture))
      try await store.make(.report(report(.user(user), by: company.bob)))
    }
    // One was reported, and the other was by who goes then and goes on with their picture.
    for user in [company.ada.id, company.bob.id] {
      try await store.make(.leaveHubbub(user, provedBy: nil, at: noon))
      findings.expect(
        try await store.commit(.erase(user, leftBefore: noon, rows: 9)),
        is: .done(.erasing(nil), []), "the first step")
      try await store.make(.erase(user, leftBefore: noon, rows: 9))
    }
    findings.expect(
      try await store.hasUnusedMedia(neverShownBefore: noon), is: true, "a sweep is due")
    findings.expect(
      try await store.commit(.sweepMedia(neverShownBefore: noon, rows: 9)),
      is: .done(
        .mediaSwept([], pictures: [UsersPicture(user: users[0], picture: pictures[0])]), []),
      "the sweep")
    findings.expect(
      try await store.hasUnusedMedia(neverShownBefore: noon), is: false, "and none after it")
    findings.expect(
      try await store.commit(.setPicture(users[1], nil)).replaced, is: pictures[1],
      "once it is nobody's evidence")
  }
}

extension Outcome {
  /// The picture that nobody needs any more.
  fileprivate var replaced: PictureID? {
    guard case .done(.picture(_, let replaced), _) = self else { return nil }
    return replaced
  }
}
