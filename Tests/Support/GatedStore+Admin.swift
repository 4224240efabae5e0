public import HubbubDomain
public import HubbubStore

/// What admins look after.
extension GatedStore {
  public func reports(waiting: Bool, before: ReportID?, limit: Int) async throws -> Page<
    Report, ReportID
  > {
    try await inner.reports(waiting: waiting, before: before, limit: limit)
  }

  public func reports(
    by reporter: UserID, after: ReportID?, limit: Int
  ) async throws -> [Report] {
    try await inner.reports(by: reporter, after: after, limit: limit)
  }

  public func reportedMedia(_ id: MediaID) async throws -> MediaFile? {
    try await inner.reportedMedia(id)
  }

  public func reportedPictures(of user: UserID) async throws -> Set<PictureID> {
    try await inner.reportedPictures(of: user)
  }

  public func place(of message: MessageID) async throws -> MessagePlace? {
    try await inner.place(of: message)
  }

  public func listedAccounts(named start: String?, before: UserID?, limit: Int) async throws
    -> Page<
      ListedAccount, UserID
    >
  {
    try await inner.listedAccounts(named: start, before: before, limit: limit)
  }

  public func listedAccount(_ id: UserID) async throws -> ListedAccount? {
    try await inner.listedAccount(id)
  }

  public func storage(keepers limit: Int) async throws -> Storage {
    try await inner.storage(keepers: limit)
  }

  public func signup() async throws -> SignupMode? {
    try await inner.signup()
  }
}
