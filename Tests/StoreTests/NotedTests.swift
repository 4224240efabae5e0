import GRDB
import HubbubTesting
import Testing

@testable import HubbubStore

/// Numbers that a statement works out and tells.
@Suite(.timeLimit(.minutes(10))) struct NotedTests {
  private let store: SQLiteStore

  init() throws { store = try temporaryStore() }

  @Test func `a statement gives its numbers on and tells them`() async throws {
    let found = try await store.writing { db in
      var numbers: [Int64] = [0, 0]
      let given = try numbers.withUnsafeMutableBufferPointer { places in
        let first = try #require(places.baseAddress)
        return try db.first(
          "SELECT noted(3 + 4, ?) + noted(-9, ?)", Noted(place: first), Noted(place: first + 1)
        ) { $0.int(0) }
      }
      return (given, numbers)
    }
    #expect(found.0 == -2)
    #expect(found.1 == [7, -9])
  }

  @Test(arguments: ["NULL", "1", "'noted'", "x'0000000000000000'"])
  func `a number that has no place fails its statement`(place: String) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await store.writing { db in
        try db.run("UPDATE topic SET head = noted(head, \(place)) WHERE kind = 2")
        return try db.first("SELECT noted(1, \(place))") { $0.int(0) }
      }
    }
    #expect(error?.resultCode == .SQLITE_ERROR)
  }
}
