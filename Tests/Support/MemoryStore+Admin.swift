public import HubbubDomain
public import HubbubStore

/// What admins look after.
extension MemoryStore {
  public func reports(waiting: Bool, before: ReportID?, limit: Int) -> Page<Report, ReportID> {
    state.reports(waiting: waiting, before: before, limit: limit)
  }

  public func reports(by reporter: UserID, after: ReportID?, limit: Int) -> [Report] {
    state.reports(by: reporter, after: after, limit: limit)
  }

  public func reportedMedia(_ id: MediaID) -> MediaFile? { state.reportedMedia(id) }

  public func reportedPictures(of user: UserID) -> Set<PictureID> {
    state.reportedPictures(of: user)
  }

  public func place(of message: MessageID) -> MessagePlace? { state.place(of: message) }

  public func listedAccounts(named start: String?, before: UserID?, limit: Int) -> Page<
    ListedAccount, UserID
  > { state.listedAccounts(named: start, before: before, limit: limit) }

  public func listedAccount(_ id: UserID) -> ListedAccount? { state.listedAccount(id) }

  public func storage(keepers limit: Int) -> Storage { state.storage(keepers: limit) }

  public func signup() -> SignupMode? { state.signup }
}
