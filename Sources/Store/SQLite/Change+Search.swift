import GRDB
import HubbubDomain

/// What a person is found by.
struct PersonWords: Equatable {
  let username: String
  let displayName: String
  let bio: String

  init(_ profile: OwnProfile) {
    (username, displayName) = (profile.user.username, profile.user.displayName)
    bio = profile.bio
  }
}

/// The indexes follow what is written: new rows later, by passes, rows that they have
/// already in the transaction that changes them.
///
/// Whoever changes a text calls one of these behind the statement that did, with the
/// text as it was: an index that is told another old text than it was given goes
/// on finding the old one. A row that the index has not reached needs nothing.
extension Database {
  /// Takes in what a message now says, which may be nothing.
  func searchTakes(message position: Int64, insteadOf text: String) throws {
    guard try isSearched(.message, position) else { return }
    try run(
      "INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', ?, ?)", position, text
    )
    try take(.message, after: position - 1, upTo: position)
  }

  /// Takes in what a post now says, which may be nothing.
  func searchTakes(post id: PostID, insteadOf text: String) throws {
    let number = try first("SELECT number FROM post WHERE id = ?", id) { $0.int(0) }
    guard let number, try isSearched(.post, number) else { return }
    try run("INSERT INTO post_text (post_text, rowid, text) VALUES ('delete', ?, ?)", number, text)
    try take(.post, after: number - 1, upTo: number)
  }

  /// Takes in what a person is now called and says of themselves.
  func searchTakes(person id: UserID, insteadOf words: PersonWords) throws {
    let number = try first("SELECT number FROM person WHERE user = ?", id) { $0.int(0) }
    guard let number, try isSearched(.person, number) else { return }
    try run(
      """
      INSERT INTO person_text (person_text, rowid, username, display_name, bio)
      VALUES ('delete', ?, ?, ?, ?)
      """, number, words.username, words.displayName, words.bio)
    try take(.person, after: number - 1, upTo: number)
  }

  /// Gives a new person the number by which they will be found.
  func searchKnows(_ user: UserID) throws {
    try run("INSERT INTO person (user) VALUES (?)", user)
  }

  // MARK: - Passes

  /// Takes in some of what was written since the last pass.
  ///
  /// - Parameter rows: how many at most; fewer of long texts.
  /// - Returns: `done` and whether there is more; `unchanged` where there was nothing.
  /// - Bounds: ``Limits/searchPassBytes`` of each table.
  func fillSearch(rows: Int) throws -> Outcome {
    var left = rows
    for index in SearchIndex.allCases where left > 0 { left -= try fill(index, rows: left) }
    guard left < rows else { return .unchanged(.searchFilled(hasMore: false)) }
    return .done(.searchFilled(hasMore: try SearchIndex.allCases.contains(where: isBehind)), [])
  }

  /// - Returns: how many rows it took in.
  private func fill(_ index: SearchIndex, rows: Int) throws -> Int {
    let mark = try mark(of: index)
    let waiting = try all(index.waiting, mark, Int64(rows)) { (row: $0.int(0), bytes: $0.int(1)) }
    var bytes: Int64 = 0
    let count = waiting.prefix { next in
      defer { bytes += next.bytes }
      return bytes == 0 || bytes + next.bytes <= Limits.searchPassBytes
    }.count
    guard count > 0 else { return 0 }
    try take(index, after: mark, upTo: waiting[count - 1].row)
    try run(
      "UPDATE search_mark SET row = ? WHERE what = ?", waiting[count - 1].row, index.rawValue)
    try run(index.merging, Int64(Limits.searchMergedPages))
    return count
  }

  private func take(_ index: SearchIndex, after: Int64, upTo last: Int64) throws {
    try run(index.taking, after, last)
  }

  private func mark(of index: SearchIndex) throws -> Int64 {
    try first("SELECT row FROM search_mark WHERE what = ?", index.rawValue) { $0.int(0) } ?? 0
  }

  private func isSearched(_ index: SearchIndex, _ row: Int64) throws -> Bool {
    try row <= mark(of: index)
  }

  private func isBehind(_ index: SearchIndex) throws -> Bool {
    try exists(index.newer, mark(of: index))
  }
}

extension SearchIndex {
  /// Rows behind `?1` and the bytes of their words, at most `?2`.
  fileprivate var waiting: String {
    let words = columns.split(separator: ", ").joined(separator: " || ")
    return """
      SELECT \(row), length(CAST(\(words) AS BLOB)) FROM \(source)
      WHERE \(row) > ?1 ORDER BY \(row) LIMIT ?2
      """
  }

  fileprivate var newer: String { "SELECT 1 FROM \(source) WHERE \(row) > ? LIMIT 1" }

  /// The rows behind `?1` up to `?2`.
  fileprivate var taking: String {
    """
    INSERT INTO \(table) (rowid, \(columns))
    SELECT \(row), \(columns) FROM \(source) WHERE \(row) > ?1 AND \(row) <= ?2
    """
  }

  fileprivate var merging: String { "INSERT INTO \(table) (\(table), rank) VALUES ('merge', ?)" }
}
