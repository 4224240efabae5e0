import HubbubDomain
import HubbubStore

extension MemoryState {
  /// A report and what became of it.
  struct ReportRow {
    let new: NewReport
    let author: UserID
    let evidence: Evidence
    let files: [MediaID: MediaFile.Hash]
    var state = ReportState.open
    var settledBy: UserID?
    var settledAt: Timestamp?

    var heldPicture: UsersPicture? {
      evidence.picture.map { UsersPicture(user: author, picture: $0) }
    }
  }

  mutating func report(_ new: NewReport) throws -> Outcome {
    guard !isDisabled(new.reporter) else { return .refused(.accountClosed) }
    let (author, evidence): (User, Evidence)
    switch new.subject {
    case .post(let id):
      guard let post = post(id, for: new.reporter) else { return .refused(.noSuchPost) }
      author = post.author
      evidence = Evidence(
        of: author, text: post.text, media: post.media, writtenAt: post.createdAt)
    case .message(let place):
      guard rooms[place.conversation]?.members[new.reporter] != nil, let said = said(at: place),
        !said.isDeleted
      else { return .refused(.noSuchMessage) }
      let message = message(said, for: .hub)
      author = message.author
      evidence = Evidence(
        of: author, text: message.text, media: message.media, writtenAt: message.createdAt)
    case .user(let id):
      guard let user = visible(id, to: .hub), let own = ownProfile(of: id) else {
        return .refused(.noSuchUser)
      }
      author = user
      evidence = Evidence(
        of: user, text: own.bio, picture: user.picture, media: [], writtenAt: own.createdAt)
    }
    guard author.id != new.reporter else { return .refused(.ownReport) }
    let waiting = reports.values.filter {
      $0.new.reporter == new.reporter && $0.state == .open
    }
    let same = waiting.first {
      $0.new.subject == new.subject && $0.new.reason == new.reason && $0.evidence.shows(evidence)
    }
    if let same { return .unchanged(.reported(same.new.id)) }
    guard waiting.count < Limits.openReports else { return .refused(.tooManyReports) }
    guard reports[new.id] == nil else { throw Fault() }
    let files = evidence.media.compactMap { shown in media[shown.id].map { (shown.id, $0.hash) } }
    reports[new.id] = ReportRow(
      new: new, author: author.id, evidence: evidence,
      files: Dictionary(uniqueKeysWithValues: files))
    return .done(.reported(new.id), tellOpenReports())
  }

  mutating func settle(
    _ id: ReportID, as state: ReportState, by admin: UserID, at time: Timestamp
  ) throws -> Outcome {
    guard isAdmin(admin) else { return .refused(.onlyAdmins) }
    guard let row = reports[id] else { return .refused(.noSuchReport) }
    guard row.state.mayBecome(state) else { return .refused(.settledReport) }
    var events: [Event] = []
    if state == .removed {
      switch row.new.subject {
      case .post(let post): events = removePost(post)
      case .message(let place): events = removeMessage(place)
      case .user: return .refused(.removesNobody)
      }
    }
    for (id, other) in reports
    where other.new.subject == row.new.subject && other.state.mayBecome(state) {
      reports[id]?.state = state
      reports[id]?.settledBy = admin
      reports[id]?.settledAt = time
    }
    return .done(.nothing, events + tellOpenReports())
  }

  func countReports(for admin: UserID) -> Outcome {
    guard isAdmin(admin) else { return .refused(.onlyAdmins) }
    return .done(.nothing, tellOpenReports().filter { $0.topic == .user(admin) })
  }

  private func tellOpenReports() -> [Event] {
    accounts.keys.filter(isAdmin).sorted().map {
      Event(topic: .user($0), seq: nil, body: .reports(open: openReports))
    }
  }

  var openReports: Int64 {
    Int64(min(reports.values.count { $0.state == .open }, Limits.countedReports))
  }

  mutating func takeOver(_ id: ConversationID, by user: User) throws -> Outcome {
    guard isAdmin(user.id) else { return .refused(.onlyAdmins) }
    guard let room = rooms[id], room.kind == .room, !room.isClosed else {
      return .refused(.noSuchConversation)
    }
    let owner = room.members.first { $0.value.role == .owner }?.key
    guard owner != user.id else { return .unchanged(try seen(id, user.id)) }
    guard accounts[user.id] != nil else { throw Fault() }
    var events: [Event] = []
    if room.members[user.id] == nil {
      events += try enter(id, Member(user: user, role: .member))
    }
    events.append(setRole(of: user, .owner, in: id))
    if let owner = owner.flatMap(self.user) { events.append(setRole(of: owner, .admin, in: id)) }
    return .done(try seen(id, user.id), events)
  }

  mutating func setSignup(_ mode: SignupMode, by admin: UserID) -> Outcome {
    guard isAdmin(admin) else { return .refused(.onlyAdmins) }
    guard signup != mode else { return .unchanged(.nothing) }
    signup = mode
    return .done(.nothing, [])
  }

  mutating func forgetReports(settledBefore time: Timestamp, rows: Int) {
    let old = oldReports(settledBefore: time).sorted {
      ($0.settledAt ?? time, $0.new.id) < ($1.settledAt ?? time, $1.new.id)
    }
    for row in old.prefix(rows) { forget(row) }
  }

  private mutating func forget(_ row: ReportRow) {
    reports[row.new.id] = nil
    leftPictures[row.new.id] = row.heldPicture
  }

  func reportedPictures(of user: UserID) -> Set<PictureID> {
    Set(reports.values.compactMap(\.heldPicture).filter { $0.user == user }.map(\.picture))
  }

  /// A picture that nobody needs once its user chooses another.
  func unreported(_ picture: PictureID?, of user: UserID) -> PictureID? {
    picture.flatMap { reportedPictures(of: user).contains($0) ? nil : $0 }
  }

  mutating func sweepPictures(rows: Int) -> [UsersPicture] {
    let left = leftPictures.sorted { $0.key < $1.key }.prefix(rows)
    for (report, _) in left { leftPictures[report] = nil }
    return left.map(\.value).reduce(into: []) { unused, held in
      let isNeeded =
        reportedPictures(of: held.user).contains(held.picture)
        || user(held.user)?.picture == held.picture
      if !isNeeded && !unused.contains(held) { unused.append(held) }
    }
  }

  func oldReports(settledBefore time: Timestamp) -> [ReportRow] {
    reports.values.filter { row in row.settledAt.map { $0 < time } ?? false }
  }

  mutating func eraseReports(of user: UserID, _ rows: Int) -> [Event]? {
    let some = reports.values.filter { $0.author == user || $0.new.reporter == user }
      .sorted { $0.new.id < $1.new.id }.prefix(rows)
    for row in some { forget(row) }
    guard !some.isEmpty else { return nil }
    return some.contains { $0.state == .open } ? tellOpenReports() : []
  }

  /// Bytes of what reports hold of what somebody deleted.
  func heldBytes(of user: UserID) -> Int64 {
    let held = reports.values.filter { $0.author == user }.flatMap { row in
      row.files.filter { media[$0.key] == nil }.values
    }
    return Set(held).reduce(0) { $0 + (mediaFiles[$1]?.facts.bytes ?? 0) }
  }

  // MARK: - Reads

  func reports(waiting: Bool, before: ReportID?, limit: Int) -> Page<Report, ReportID> {
    let all = reports.values.filter { row in
      (row.state == .open) == waiting && before.map { row.new.id < $0 } ?? true
    }.sorted { $0.new.id > $1.new.id }
    return Page(
      items: all.prefix(limit).compactMap(report),
      next: all.count > limit ? all[limit - 1].new.id : nil)
  }

  func reports(by reporter: UserID, after: ReportID?, limit: Int) -> [Report] {
    let some = reports.values.filter { row in
      row.new.reporter == reporter && after.map { $0 < row.new.id } ?? true
    }
    return some.sorted { $0.new.id < $1.new.id }.prefix(limit).compactMap(report)
  }

  private func report(_ row: ReportRow) -> Report? {
    guard let reporter = user(row.new.reporter), let author = user(row.author) else { return nil }
    return Report(
      id: row.new.id, reporter: reporter, author: author, subject: row.new.subject,
      reason: row.new.reason, evidence: row.evidence, createdAt: row.new.createdAt,
      state: row.state, settledBy: row.settledBy.flatMap(user))
  }

  func reportedMedia(_ id: MediaID) -> MediaFile? {
    reports.values.lazy.compactMap { $0.files[id] }.first.flatMap { mediaFiles[$0] }
  }

  func place(of id: MessageID) -> MessagePlace? {
    for (room, state) in rooms {
      if let said = state.messages.first(where: { $0.new.id == id }) {
        return MessagePlace(room, said.seq)
      }
    }
    return nil
  }

  func listedAccounts(
    named start: String?, before: UserID?, limit: Int
  ) -> Page<ListedAccount, UserID> {
    let folded = start.map { Array($0.lowercased().utf8) }
    let all = accounts.keys.compactMap(listedAccount).filter { one in
      let names = [one.user.username, one.user.displayName.lowercased()]
      let isNamed = folded.map { start in names.contains { $0.utf8.starts(with: start) } } ?? true
      return isNamed && before.map { one.user.id < $0 } ?? true
        && [nil, .mayReturn].contains(leavers[one.user.id]?.stage)
    }.sorted { $0.user.id > $1.user.id }
    return Page(
      items: Array(all.prefix(limit)), next: all.count > limit ? all[limit - 1].user.id : nil)
  }

  func listedAccount(_ id: UserID) -> ListedAccount? {
    guard let account = accounts[id], let person = people[id] else { return nil }
    return ListedAccount(
      user: account.user, role: account.role, isDisabled: account.isDisabled,
      leftAt: account.leftAt, createdAt: person.createdAt, mediaBytes: ownBytes(of: id))
  }

  func storage(keepers limit: Int) -> Storage {
    let owners = Set(media.values.map(\.owner)).compactMap(listedAccount)
      .sorted { ($1.mediaBytes, $0.user.id) < ($0.mediaBytes, $1.user.id) }
    return Storage(
      databaseBytes: 0, mediaFiles: Int64(mediaFiles.count),
      mediaBytes: mediaFiles.values.reduce(0) { $0 + $1.facts.bytes },
      keepers: Array(owners.prefix(limit)))
  }
}

extension Evidence {
  fileprivate init(
    of user: User, text: String, picture: PictureID? = nil, media: [Media], writtenAt: Timestamp
  ) {
    self.init(
      username: user.username, displayName: user.displayName, text: text, picture: picture,
      media: media, writtenAt: writtenAt)
  }
}
