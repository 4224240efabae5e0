import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// The indexes of the search beside the rows that they are of.
@Suite(.timeLimit(.minutes(10))) struct SearchIndexTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func `whatever was written, the search is as if it were filled anew`(seed: UInt64) async throws {
    let store = try temporaryStore()
    var changes = RandomChanges(seed: seed)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      _ = try await store.commit(changes.batch())
      if random.once(in: 3) {
        try await store.make(.fillSearch(rows: random.number(1...4)))
        try await store.mend(&random)
      }
    }
    // Rows above the mark have changed, too.
    try await store.fillSearch(rows: random.number(1...50))
    #expect(try await store.searchBreaches() == [])
    let grown = try await store.searchedWords()
    try await store.fillSearchAnew()
    #expect(try await store.searchedWords() == grown)
    #expect(!grown.isEmpty)
    #expect(try await store.breaches() == [])
    try await store.close()
  }

  @Test func `a search that is not as its rows would be noticed`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    try await store.addPost("one", by: ada)
    try await store.fillSearch()
    #expect(try await store.searchBreaches() == [])
    try await store.writing { db in
      try db.run("UPDATE post SET text = 'two'")
      try db.run("UPDATE user SET bio = 'two'")
    }
    #expect(try await store.searchBreaches() == [.post, .person])
  }

  @Test func `a pass takes in so many rows and says whether there are more`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    for index in 0..<4 { try await store.addPost("post \(index)", by: ada) }
    var answers: [Outcome] = []
    for _ in 0..<4 { answers.append(try await store.commit(.fillSearch(rows: 2))) }
    let (more, end) = (Answer.searchFilled(hasMore: true), Answer.searchFilled(hasMore: false))
    #expect(answers == [.done(more, []), .done(more, []), .done(end, []), .unchanged(end)])
  }

  @Test func `a pass of long texts takes in fewer rows, but one at least`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("Hall", owner: ada)
    // Of four bytes each; two fit.
    let long = String(repeating: "𝒜", count: Limits.searchPassBytes / 8)
    for _ in 0..<5 { try await store.addMessage(long, by: ada, in: room) }
    let huge = String(repeating: "𝒜", count: Limits.searchPassBytes)
    try await store.addMessage(huge, by: ada, in: room)
    var marks: [Int64] = []
    while try await store.make(.fillSearch(rows: 500)) == .searchFilled(hasMore: true) {
      marks.append(try await store.mark(of: .message))
    }
    #expect(marks == [2, 4, 5])
    #expect(try await store.mark(of: .message) == 6)
  }

  @Test func `what fails in a transaction leaves the search as it was`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    let post = try await store.addPost("before", by: ada)
    try await store.fillSearch()
    // The same id again is a fault, and the batch is run anew, a change at a time.
    let edit = PostEdit(text: "after", audience: nil)
    let twice = NewPost(
      id: post.id, author: ada, key: "other", text: "x", audience: .public, createdAt: .now())
    let outcomes = try await store.commit([
      .editPost(post.id, by: ada.id, edit, at: .now()), .fillSearch(rows: 10), .post(twice),
    ])
    #expect(outcomes[2] == .failed)
    #expect(try await store.searchBreaches() == [])
    let page = try await store.search(.posts, for: "after", as: ada.id, before: nil, limit: 1)
    #expect(page.items.count == 1)
  }
}

extension SQLiteStore {
  /// The indexes that are not as their rows.
  fileprivate func searchBreaches() async throws -> [SearchIndex] {
    try await writing { db in
      SearchIndex.allCases.filter { index in
        let check =
          "INSERT INTO \(index.table) (\(index.table), rank) VALUES ('integrity-check', 1)"
        do { try db.run(check) } catch { return true }
        return false
      }
    }
  }

  /// Each word of each index, with the rows and columns that have it.
  fileprivate func searchedWords() async throws -> [String] {
    try await writing { db in
      try SearchIndex.allCases.flatMap { index in
        try db.execute(
          sql: """
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.\(index.rawValue)_words
            USING fts5vocab (main, \(index.table), instance)
            """)
        return try db.all(
          "SELECT term, doc, col FROM temp.\(index.rawValue)_words ORDER BY term, doc, col"
        ) { "\(index) \($0.text(0)) \($0.int(1)) \($0.text(2))" }
      }
    }
  }

  fileprivate func fillSearchAnew() async throws {
    try await writing { db in
      for index in SearchIndex.allCases {
        try db.run("INSERT INTO \(index.table) (\(index.table)) VALUES ('rebuild')")
      }
    }
  }

  fileprivate func mark(of index: SearchIndex) async throws -> Int64 {
    try await writing { db in
      try db.first("SELECT row FROM search_mark WHERE what = ?", index.rawValue) { $0.int(0) } ?? 0
    }
  }

  /// Changes the text of some message, as an edit would, or empties it.
  fileprivate func mend(_ random: inout SeededGenerator) async throws {
    let (place, text) = (Int64(random.number(1...40)), random.pick(["", "mended", "hi ho é"]))
    try await writing { db in
      try db.inTransaction {
        if let old = try db.message(at: place)?.text {
          try db.run("UPDATE message SET text = ? WHERE position = ?", text, place)
          try db.searchTakes(message: place, insteadOf: old)
        }
        return .commit
      }
    }
  }
}
