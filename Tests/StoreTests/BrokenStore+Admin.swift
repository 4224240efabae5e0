import HubbubDomain
import HubbubStore
import HubbubTesting

/// What admins look after.
extension BrokenStore {
  func reports(waiting: Bool, before: ReportID?, limit: Int) async throws -> Page<Report, ReportID>
  {
    await sound.reports(waiting: waiting, before: before, limit: limit)
  }

  func reports(by reporter: UserID, after: ReportID?, limit: Int) async throws -> [Report] {
    await sound.reports(by: reporter, after: after, limit: limit)
  }

  func reportedMedia(_ id: MediaID) async throws -> MediaFile? {
    await sound.reportedMedia(id)
  }

  func reportedPictures(of user: UserID) async throws -> Set<PictureID> {
    await sound.reportedPictures(of: user)
  }

  func place(of message: MessageID) async throws -> MessagePlace? {
    await sound.place(of: message)
  }

  func listedAccounts(named start: String?, before: UserID?, limit: Int) async throws -> Page<
    ListedAccount, UserID
  > {
    await sound.listedAccounts(named: start, before: before, limit: limit)
  }

  func listedAccount(_ id: UserID) async throws -> ListedAccount? {
    await sound.listedAccount(id)
  }

  func storage(keepers limit: Int) async throws -> Storage {
    await sound.storage(keepers: limit)
  }

  func signup() async throws -> SignupMode? {
    await sound.signup()
  }
}
