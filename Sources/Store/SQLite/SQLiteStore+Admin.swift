import GRDB
public import HubbubDomain

/// What admins look after.
extension SQLiteStore {
  public func reports(waiting: Bool, before: ReportID?, limit: Int) async throws -> Page<
    Report, ReportID
  > {
    try await pool.read { try $0.reports(waiting: waiting, before: before, limit: limit) }
  }

  public func reports(
    by reporter: UserID, after: ReportID?, limit: Int
  ) async throws -> [Report] {
    try await pool.read { try $0.reports(by: reporter, after: after, limit: limit) }
  }

  public func reportedMedia(_ id: MediaID) async throws -> MediaFile? {
    try await pool.read { try $0.reportedMedia(id) }
  }

  public func reportedPictures(of user: UserID) async throws -> Set<PictureID> {
    try await pool.read { try $0.reportedPictures(of: user) }
  }

  public func place(of message: MessageID) async throws -> MessagePlace? {
    try await pool.read { try $0.place(of: message) }
  }

  public func listedAccounts(named start: String?, before: UserID?, limit: Int) async throws
    -> Page<
      ListedAccount, UserID
    >
  {
    try await pool.read { try $0.listedAccounts(named: start, before: before, limit: limit) }
  }

  public func listedAccount(_ id: UserID) async throws -> ListedAccount? {
    try await pool.read { try $0.listedAccount(id) }
  }

  public func storage(keepers limit: Int) async throws -> Storage {
    try await pool.read { try $0.storage(keepers: limit) }
  }

  public func signup() async throws -> SignupMode? {
    try await pool.read { try $0.signup() }
  }
}
