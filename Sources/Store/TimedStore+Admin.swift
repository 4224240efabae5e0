public import HubbubDomain

/// What admins look after.
extension TimedStore {
  public func reports(waiting: Bool, before: ReportID?, limit: Int) async throws -> Page<
    Report, ReportID
  > {
    try await timed(.reports) {
      try await store.reports(waiting: waiting, before: before, limit: limit)
    }
  }

  public func reports(
    by reporter: UserID, after: ReportID?, limit: Int
  ) async throws -> [Report] {
    try await timed(.reportsTold) {
      try await store.reports(by: reporter, after: after, limit: limit)
    }
  }

  public func reportedMedia(_ id: MediaID) async throws -> MediaFile? {
    try await timed(.reportedMedia) { try await store.reportedMedia(id) }
  }

  public func reportedPictures(of user: UserID) async throws -> Set<PictureID> {
    try await timed(.reportedPictures) { try await store.reportedPictures(of: user) }
  }

  public func place(of message: MessageID) async throws -> MessagePlace? {
    try await timed(.messagePlace) { try await store.place(of: message) }
  }

  public func listedAccounts(named start: String?, before: UserID?, limit: Int) async throws
    -> Page<
      ListedAccount, UserID
    >
  {
    try await timed(.listedAccounts) {
      try await store.listedAccounts(named: start, before: before, limit: limit)
    }
  }

  public func listedAccount(_ id: UserID) async throws -> ListedAccount? {
    try await timed(.listedAccount) { try await store.listedAccount(id) }
  }

  public func storage(keepers limit: Int) async throws -> Storage {
    try await timed(.storage) { try await store.storage(keepers: limit) }
  }

  public func signup() async throws -> SignupMode? {
    try await timed(.signup) { try await store.signup() }
  }
}
