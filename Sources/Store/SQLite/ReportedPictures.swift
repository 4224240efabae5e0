import GRDB
import HubbubDomain

/// The profile pictures that reports show, as they were when somebody was reported.
extension Database {
  /// Has a report hold a picture, whatever its user chooses from now on.
  func hold(_ picture: PictureID, of user: UserID, for report: ReportID) throws {
    try run(
      "INSERT INTO report_picture (report, user, picture) VALUES (?, ?, ?)", report, user, picture)
  }

  /// Lets go of what a report that is forgotten held: the next sweep takes it.
  func letGoOfPicture(of report: ReportID) throws {
    try run("UPDATE report_picture SET is_left = 1 WHERE report = ?", report)
  }

  /// Whether a report shows a picture.
  func isReported(_ picture: PictureID, of user: UserID) throws -> Bool {
    try exists(
      "SELECT 1 FROM report_picture WHERE user = ? AND picture = ? AND is_left = 0", user, picture)
  }

  /// The pictures of somebody that reports show.
  func reportedPictures(of user: UserID) throws -> Set<PictureID> {
    Set(
      try all("SELECT picture FROM report_picture WHERE user = ? AND is_left = 0", user) {
        try $0.id(0)
      })
  }

  /// The pictures of somebody that any row names, those too that wait for a sweep.
  func namedPictures(of user: UserID) throws -> Set<PictureID> {
    let held: [PictureID] = try all("SELECT picture FROM report_picture WHERE user = ?", user) {
      try $0.id(0)
    }
    return Set(held + (try self.user(user)?.picture.map { [$0] } ?? []))
  }

  /// Forgets some pictures whose reports are gone.
  ///
  /// - Returns: those that nobody needs any more, each once.
  func sweepPictures(rows: Int) throws -> [UsersPicture] {
    let left: [(report: ReportID, held: UsersPicture)] = try all(
      "SELECT report, user, picture FROM report_picture WHERE is_left = 1 ORDER BY report LIMIT ?",
      Int64(rows)
    ) { (try $0.id(0), UsersPicture(user: try $0.id(1), picture: try $0.id(2))) }
    for (report, _) in left { try run("DELETE FROM report_picture WHERE report = ?", report) }
    var unused: [UsersPicture] = []
    for (_, held) in left where !unused.contains(held) {
      let isNeeded =
        try isReported(held.picture, of: held.user)
        || self.user(held.user)?.picture == held.picture
      if !isNeeded { unused.append(held) }
    }
    return unused
  }
}
