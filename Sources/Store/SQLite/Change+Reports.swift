import GRDB
import HubbubDomain

/// Telling the admins of something, and what they decide.
extension Database {
  /// Keeps what somebody tells, with what they saw.
  ///
  /// The same again is the same report, as long as the same is seen and said of it.
  func report(_ new: NewReport) throws -> Outcome {
    guard try !isDisabled(new.reporter) else { return .refused(.accountClosed) }
    let shown: Seen
    switch try seen(new.subject, by: new.reporter) {
    case .success(let found): shown = found
    case .failure(let refusal): return .refused(refusal)
    }
    guard shown.author != new.reporter else { return .refused(.ownReport) }
    let waiting: [(id: ReportID, subject: Reported, reason: String, evidence: String)] = try all(
      """
      SELECT id, post, conversation, seq, author, reason, evidence FROM report
      WHERE reporter = ? AND state = 'open'
      """, new.reporter
    ) { (try $0.id(0), try $0.reported(1), $0.text(5), $0.text(6)) }
    let same = try waiting.first {
      try $0.subject == new.subject && $0.reason == new.reason
        && Evidence(column: $0.evidence).shows(shown.evidence)
    }
    if let same { return .unchanged(.reported(same.id)) }
    guard waiting.count < Limits.openReports else { return .refused(.tooManyReports) }
    try keep(new, shown)
    return .done(.reported(new.id), try tellOpenReports())
  }

  /// What somebody reports, as it is.
  private struct Seen {
    let author: UserID
    let evidence: Evidence

    init(
      _ author: User, text: String, picture: PictureID? = nil, media: [Media],
      writtenAt: Timestamp
    ) {
      self.author = author.id
      evidence = Evidence(
        username: author.username, displayName: author.displayName, text: text, picture: picture,
        media: media, writtenAt: writtenAt)
    }
  }

  /// What somebody has before them; a block does not keep from the admins what came before it.
  private func seen(_ subject: Reported, by reader: UserID) throws -> Result<Seen, Refusal> {
    switch subject {
    case .post(let id):
      guard let post = try post(id, for: reader) else { return .failure(.noSuchPost) }
      return .success(
        Seen(
          post.author, text: post.text, media: post.media, writtenAt: post.createdAt))
    case .message(let place):
      guard try isMember(reader, of: place.conversation),
        let message = try message(place, for: reader), !message.isDeleted
      else { return .failure(.noSuchMessage) }
      return .success(
        Seen(
          message.author, text: message.text, media: message.media,
          writtenAt: message.createdAt))
    case .user(let id):
      guard let user = try visible(id, to: .hub), let own = try ownProfile(of: id) else {
        return .failure(.noSuchUser)
      }
      return .success(
        Seen(
          user, text: own.bio, picture: user.picture, media: [], writtenAt: own.createdAt))
    }
  }

  /// Whether somebody is in a conversation, though a block may have closed it.
  private func isMember(_ user: UserID, of conversation: ConversationID) throws -> Bool {
    try exists("SELECT 1 FROM member WHERE conversation = ? AND user = ?", conversation, user)
  }

  private func keep(_ new: NewReport, _ seen: Seen) throws {
    let place = new.subject.columns
    try run(
      """
      INSERT INTO report
        (id, reporter, author, post, conversation, seq, reason, evidence, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      new.id, new.reporter, seen.author, place.post, place.conversation, place.seq, new.reason,
      try seen.evidence.asColumn(), new.createdAt)
    for media in seen.evidence.media {
      try run(
        "INSERT INTO report_media (report, media, file) SELECT ?, id, file FROM media WHERE id = ?",
        new.id, media.id)
    }
    if let picture = seen.evidence.picture { try hold(picture, of: seen.author, for: new.id) }
  }

  /// Decides a report, and all others about the same thing that wait or may still
  /// become so, see ``ReportState/mayBecome(_:)``.
  ///
  /// What is removed goes as if its author had removed it.
  func settle(
    _ id: ReportID, as state: ReportState, by admin: UserID, at time: Timestamp
  ) throws -> Outcome {
    guard try isAdmin(admin) else { return .refused(.onlyAdmins) }
    let found: (subject: Reported, author: UserID, state: ReportState)? = try first(
      "SELECT post, conversation, seq, author, state FROM report WHERE id = ?", id
    ) { (try $0.reported(0), try $0.id(3), try $0.name(4)) }
    guard let found else { return .refused(.noSuchReport) }
    guard found.state.mayBecome(state) else { return .refused(.settledReport) }
    var events: [Event] = []
    if state == .removed {
      switch found.subject {
      case .post(let post): events = try remove(post)
      case .message(let place): events = try remove(place)
      case .user: return .refused(.removesNobody)
      }
    }
    let same: [(id: ReportID, subject: Reported, state: ReportState)] = try all(
      """
      SELECT id, post, conversation, seq, author, state FROM report
      WHERE author = ? AND state <> 'removed'
      """, found.author
    ) { (try $0.id(0), try $0.reported(1), try $0.name(5)) }
    for one in same where one.subject == found.subject && one.state.mayBecome(state) {
      try run(
        "UPDATE report SET state = ?, settled_by = ?, settled_at = ? WHERE id = ?",
        state.rawValue, admin, time, one.id)
    }
    return .done(.nothing, events + (try tellOpenReports()))
  }

  // MARK: - How many wait

  /// Tells one admin how many wait.
  func countReports(for admin: UserID) throws -> Outcome {
    guard try isAdmin(admin) else { return .refused(.onlyAdmins) }
    return .done(.nothing, [.openReports(try openReports(), to: admin)])
  }

  /// Tells every admin how many wait now.
  private func tellOpenReports() throws -> [Event] {
    let open = try openReports()
    return try all(
      """
      SELECT id FROM user WHERE role = 'admin' AND is_disabled = 0 AND deleted_at IS NULL
      ORDER BY id
      """
    ) { try $0.id(0) }.map { .openReports(open, to: $0) }
  }

  // MARK: - Forgetting

  /// Forgets some of those that were decided before a time.
  func forgetReports(settledBefore time: Timestamp, rows: Int) throws {
    try forget(
      try all(
        "SELECT id FROM report WHERE settled_at < ? ORDER BY settled_at, id LIMIT ?", time,
        Int64(rows)
      ) { try $0.id(0) })
  }

  /// Forgets some of what somebody who left for good told, and of what was told of them.
  func eraseReports(of user: UserID, _ rows: Int64) throws -> [Event]? {
    let some: [(id: ReportID, isOpen: Bool)] = try all(
      """
      SELECT id, state = 'open' FROM report WHERE author = ?1 OR reporter = ?1 ORDER BY id LIMIT ?2
      """, user, rows
    ) { (try $0.id(0), $0.bool(1)) }
    guard !some.isEmpty else { return nil }
    try forget(some.map(\.id))
    return some.contains(where: \.isOpen) ? try tellOpenReports() : []
  }

  private func forget(_ reports: [ReportID]) throws {
    for id in reports {
      try run("DELETE FROM report_media WHERE report = ?", id)
      try letGoOfPicture(of: id)
      try run("DELETE FROM report WHERE id = ?", id)
    }
  }
}

extension Event {
  fileprivate static func openReports(_ open: Int64, to admin: UserID) -> Event {
    Event(topic: .user(admin), seq: nil, body: .reports(open: open))
  }
}

extension Reported {
  fileprivate var columns: (post: PostID?, conversation: ConversationID?, seq: Int64?) {
    switch self {
    case .post(let id): (id, nil, nil)
    case .message(let place): (nil, place.conversation, place.seq)
    case .user: (nil, nil, nil)
    }
  }
}

extension Columns {
  /// The columns `post`, `conversation`, `seq` and `author` of a report, the first at `column`.
  func reported(_ column: Int32) throws -> Reported {
    if !isNull(column) { return .post(try id(column)) }
    if !isNull(column + 1) { return .message(MessagePlace(try id(column + 1), int(column + 2))) }
    return .user(try id(column + 3))
  }
}
