import GRDB
import HubbubDomain

extension Database {
  /// What matches every word, as the beginning of one of its own, and may be seen by
  /// the reader; nothing where there is no word to search for.
  ///
  /// - Bounds: ``Limits/searchedRows`` that match are looked at, twice as many people.
  func search(
    _ kind: Searched, for text: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) throws -> Page<Found, SearchCursor> {
    let tokenizer = try wordTokenizer()
    let wanted = try Wanted(Words(of: text, by: tokenizer).all.map(\.folded))
    guard !wanted.words.isEmpty else { return Page(items: [], next: nil) }
    let page = try stretches(of: kind, wanted, as: reader, before: before, limit: limit)
    let items = try page.items.compactMap { place in
      try found(kind, at: place, for: reader) { text in
        Excerpt(of: text, around: wanted.places(in: try Words(of: text, by: tokenizer)))
      }
    }
    return Page(items: items, next: page.next)
  }

  /// The rows of one page: those of people whose names match before all others.
  private func stretches(
    of kind: Searched, _ wanted: Wanted, as reader: UserID, before: SearchCursor?, limit: Int
  ) throws -> Page<SearchCursor, SearchCursor> {
    switch kind {
    case .messages:
      return try stretch(Self.matchingMessages, wanted.pattern, reader, before, limit)
    case .posts: return try stretch(Self.matchingPosts, wanted.pattern, reader, before, limit)
    case .people:
      if before?.isAmongBios == true {
        return try stretch(Self.matchingPeople, wanted.bioPattern, reader, before, limit)
      }
      let names = try stretch(Self.matchingPeople, wanted.namePattern, reader, before, limit)
      return names.next == nil ? try goOn(behind: names, wanted, as: reader, limit: limit) : names
    }
  }

  /// Fills a page of people whose names match with those of whom their bio does.
  private func goOn(
    behind names: Page<SearchCursor, SearchCursor>, _ wanted: Wanted, as reader: UserID, limit: Int
  ) throws -> Page<SearchCursor, SearchCursor> {
    let start = SearchCursor(row: .max, isAmongBios: true)
    let bios = try stretch(
      Self.matchingPeople, wanted.bioPattern, reader, start, limit - names.items.count)
    // Where the names have filled the page, it goes on behind the last of them.
    let isFull = bios.next == start
    return Page(
      items: names.items + bios.items, next: isFull ? names.items.last ?? start : bios.next)
  }

  /// Looks at rows that match, the newest first, for those that may be seen.
  ///
  /// - Returns: `limit` of them at most, and where to go on: behind the last of them,
  ///   or behind the last that was looked at.
  private func stretch(
    _ sql: String, _ pattern: String, _ reader: UserID, _ before: SearchCursor?, _ limit: Int
  ) throws -> Page<SearchCursor, SearchCursor> {
    let start = before ?? SearchCursor(row: .max)
    var seen: [SearchCursor] = []
    var looked = (count: 0, last: start)
    try some(sql, reader, pattern, start.row, Int64(Limits.searchedRows)) { row in
      looked = (
        looked.count + 1, SearchCursor(row: row.int(0), isAmongBios: start.isAmongBios)
      )
      if row.bool(1) { seen.append(looked.last) }
      return seen.count <= limit
    }
    if seen.count > limit {
      return Page(items: Array(seen.prefix(limit)), next: limit > 0 ? seen[limit - 1] : start)
    }
    return Page(items: seen, next: looked.count == Limits.searchedRows ? looked.last : nil)
  }

  /// One that was found; nil where it is gone since, which one transaction rules out.
  private func found(
    _ kind: Searched, at place: SearchCursor, for reader: UserID,
    excerpt: (String) throws -> Excerpt?
  ) throws -> Found? {
    switch kind {
    case .messages:
      try message(at: place.row).map { Found(.message($0), excerpt: try excerpt($0.text)) }
    case .posts:
      try post(number: place.row, for: reader).map {
        Found(.post($0), excerpt: try excerpt($0.text))
      }
    case .people:
      try person(number: place.row, for: reader).map { person, bio in
        Found(.person(person), excerpt: place.isAmongBios ? try excerpt(bio) : nil)
      }
    }
  }
}

// MARK: - Rows that match `?2` below `?3`, at most `?4`, and whether `?1` may see them

extension Database {
  /// Crossed, so that the planner goes by the index and by nothing else.
  static let matchingMessages = """
    SELECT message_text.rowid, \(Sight.foundMessage(by: "?1"))
    FROM message_text CROSS JOIN message ON message.position = message_text.rowid
    WHERE message_text MATCH ?2 AND message_text.rowid < ?3
    ORDER BY message_text.rowid DESC LIMIT ?4
    """

  static let matchingPosts = """
    SELECT post_text.rowid, \(Sight.post(by: "?1"))
    FROM post_text CROSS JOIN post ON post.number = post_text.rowid
    WHERE post_text MATCH ?2 AND post_text.rowid < ?3
    ORDER BY post_text.rowid DESC LIMIT ?4
    """

  static let matchingPeople = """
    SELECT person_text.rowid, deleted_at IS NULL AND \(Sight.apart("?1", "user.id"))
    FROM person_text CROSS JOIN person ON person.number = person_text.rowid
    CROSS JOIN user ON user.id = person.user
    WHERE person_text MATCH ?2 AND person_text.rowid < ?3
    ORDER BY person_text.rowid DESC LIMIT ?4
    """
}

/// What is searched for: words, each the beginning of one in the text.
private struct Wanted {
  let words: [[UInt8]]

  init(_ words: [[UInt8]]) { self.words = Array(Set(words)) }

  /// Every word, in any column.
  ///
  /// - Source: sqlite.org/fts5.html §3. A folded word has no quotation mark in it.
  var pattern: String {
    words.map { "\"\(String(decoding: $0, as: UTF8.self))\" *" }.joined(separator: " AND ")
  }

  /// Every word, in the names of a person.
  var namePattern: String { "{username display_name} : (\(pattern))" }

  /// Every word, but not all in the names.
  var bioPattern: String { "(\(pattern)) NOT (\(namePattern))" }

  /// Where a text has them.
  func places(in text: Words) -> [Range<Int>] {
    text.all.filter { word in words.contains { word.folded.starts(with: $0) } }.map(\.place)
  }
}
