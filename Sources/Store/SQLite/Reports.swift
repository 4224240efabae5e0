import FoundationEssentials
import GRDB
import HubbubDomain

/// Reading reports, and what they are about.
extension Database {
  /// Reports that wait, or that were decided; the newest first, from below `before` on.
  func reports(
    waiting: Bool, before: ReportID?, limit: Int
  ) throws -> Page<Report, ReportID> {
    let states: [ReportState] = waiting ? [.open] : [.dismissed, .removed, .acted]
    let end = before ?? ReportID(high: .max, low: .max)
    let found = try states.flatMap { state in
      try all(
        Self.reportColumns + " WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?",
        state.rawValue, end, Int64(limit) + 1, read: Self.row)
    }.sorted { $0.id > $1.id }
    return Page(
      items: try found.prefix(limit).compactMap(report),
      next: found.count > limit ? found[limit - 1].id : nil)
  }

  /// How many wait.
  ///
  /// - Bounds: ``Limits/countedReports``.
  func openReports() throws -> Int64 {
    let waiting = try all(
      "SELECT 1 FROM report WHERE state = 'open' LIMIT ?", Int64(Limits.countedReports)
    ) { $0.bool(0) }
    return Int64(waiting.count)
  }

  /// What somebody reported, by id, from behind `after` on.
  func reports(by reporter: UserID, after: ReportID?, limit: Int) throws -> [Report] {
    try all(
      Self.reportColumns + " WHERE reporter = ? AND id > ? ORDER BY id LIMIT ?", reporter,
      after ?? ReportID(high: 0, low: 0), Int64(limit), read: Self.row
    ).compactMap(report)
  }

  private static let reportColumns = """
    SELECT id, reporter, author, post, conversation, seq, author, reason, evidence, created_at,
      state, settled_by
    FROM report
    """

  private struct ReportRow {
    let id: ReportID
    let reporter: UserID
    let author: UserID
    let subject: Reported
    let reason: String
    let evidence: Evidence
    let createdAt: Timestamp
    let state: ReportState
    let settledBy: UserID?
  }

  private static func row(_ row: Columns) throws -> ReportRow {
    ReportRow(
      id: try row.id(0), reporter: try row.id(1), author: try row.id(2),
      subject: try row.reported(3), reason: row.text(7), evidence: try .init(column: row.text(8)),
      createdAt: row.time(9), state: try row.name(10),
      settledBy: row.isNull(11) ? nil : try row.id(11))
  }

  private func report(_ row: ReportRow) throws -> Report? {
    guard let reporter = try user(row.reporter), let author = try user(row.author) else {
      return nil
    }
    return Report(
      id: row.id, reporter: reporter, author: author, subject: row.subject, reason: row.reason,
      evidence: row.evidence, createdAt: row.createdAt, state: row.state,
      settledBy: try row.settledBy.flatMap(user))
  }

  /// What is sent of a file that a report shows.
  func reportedMedia(_ id: MediaID) throws -> MediaFile? {
    try first(
      """
      SELECT hash, facts FROM report_media JOIN media_file ON hash = file
      WHERE report_media.media = ?
      """, id
    ) { MediaFile(hash: $0.hash(0), facts: try .init(column: $0.text(1))) }
  }

  /// Where a message is, by its id, which says when it was made.
  ///
  /// Only as long as the clock goes on; pages name a message by its place.
  ///
  /// - Complexity: O(log n) seeks, then ``Limits/searchedForID`` rows at most.
  func place(of message: MessageID) throws -> MessagePlace? {
    let time = Int64(message.high >> 16) - Limits.messageIDSlack
    var (low, high) = (Int64(0), try first("SELECT max(position) FROM message") { $0.int(0) } ?? 0)
    while low < high {
      let middle = low + (high - low) / 2
      let next = try first(
        "SELECT created_at FROM message WHERE position >= ? ORDER BY position LIMIT 1", middle
      ) { $0.int(0) }
      if let next, next < time { low = middle + 1 } else { high = middle }
    }
    return try first(
      """
      SELECT conversation, seq FROM message
      WHERE position >= ?1 AND position < ?1 + ?2 AND id = ?3 LIMIT 1
      """, low, Limits.searchedForID, message
    ) { MessagePlace(try $0.id(0), $0.int(1)) }
  }
}

// MARK: - Evidence

/// Evidence, as the column has it.
private struct StoredEvidence: Codable {
  let username: String
  let displayName: String
  let text: String
  let picture: String?
  let media: String?
  let writtenAt: Int64
}

extension Evidence {
  /// JSON.
  func asColumn() throws -> String {
    let stored = StoredEvidence(
      username: username, displayName: displayName, text: text,
      picture: picture?.description, media: try media.asColumn(),
      writtenAt: writtenAt.milliseconds)
    return String(decoding: try JSONEncoder().encode(stored), as: UTF8.self)
  }

  /// What ``asColumn()`` made.
  init(column text: String) throws {
    let stored = try JSONDecoder().decode(StoredEvidence.self, from: Data(text.utf8))
    self.init(
      username: stored.username, displayName: stored.displayName, text: stored.text,
      picture: stored.picture.flatMap { PictureID($0) }, media: try .init(column: stored.media),
      writtenAt: Timestamp(milliseconds: stored.writtenAt))
  }
}
