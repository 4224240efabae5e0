import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// What every statement costs, by SQLite's own plan for it.
///
/// - Source: sqlite.org/eqp.html: SCAN goes through all there is, SEARCH does not.
@Suite struct QueryPlanTests {
  /// Tables of a few rows: settings of the indexes of words are read whole.
  private static let tiny = ["probe"] + SearchIndex.allCases.map { "main.\($0.table)_config" }

  @Test func `no statement goes through a whole table`() async throws {
    let folder = try TemporaryFolder()
    let trace = StatementTrace()
    let store = try SQLiteStore.open(
      folder: folder.path, logger: .silent(holding: folder), maxPages: nil,
      onConnect: { trace.listen(to: $0) })
    let opening = trace.statements
    try await doEverything(with: store)
    let statements = trace.statements.filter(Self.isOurs).filter { !opening.contains($0) }
    #expect(statements.count > 40)
    for statement in statements {
      let plan = try await store.writing { try $0.plan(of: statement) }
      let scans = plan.filter { step in
        step.hasPrefix("SCAN ") && !Self.tiny.contains { step.hasPrefix("SCAN \($0)") }
          && !step.hasPrefix("SCAN CONSTANT ROW") && !Self.isMatch(step)
      }
      #expect(scans.isEmpty, "\(statement)\n\(plan.joined(separator: "\n"))")
    }
  }

  @Test func `a scan would be noticed`() async throws {
    let plan = try await temporaryStore().writing { db in
      try db.plan(of: "SELECT 1 FROM message WHERE text = ?")
    }
    #expect(plan.contains { $0.hasPrefix("SCAN message") })
  }

  /// An index of words that is asked for some of them says which columns it looks in.
  private static func isMatch(_ step: String) -> Bool {
    SearchIndex.allCases.contains { step.hasPrefix("SCAN \($0.table) VIRTUAL TABLE INDEX") }
      && step.contains(":M")
  }

  @Test func `going through all words would be noticed`() async throws {
    let plan = try await temporaryStore().writing { db in
      try db.plan(of: "SELECT 1 FROM message_text WHERE text = ?")
    }
    #expect(plan.contains { $0.hasPrefix("SCAN ") && !Self.isMatch($0) })
  }

  private static func isOurs(_ sql: String) -> Bool {
    ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { sql.hasPrefix($0) }
      && !sql.contains("sqlite_") && !sql.contains("grdb_")
  }

  /// Goes through the whole protocol: each conformance check is such a tour,
  /// but wants a store of its own, so here is a shorter one of all of it.
  private func doEverything(with store: SQLiteStore) async throws {
    var changes = RandomChanges(seed: 7)
    for _ in 0..<60 { _ = try await store.commit(changes.batch()) }
    try await store.fillSearch(rows: 10)
    for _ in 0..<20 { _ = try await store.commit(changes.batch()) }
    _ = try await StoreView(of: store, after: changes)
    try await store.checkWritable()
  }
}

extension Database {
  /// SQLite's plan for a statement, a step a line.
  fileprivate func plan(of sql: String) throws -> [String] {
    try all("EXPLAIN QUERY PLAN " + sql) { $0.text(3) }
  }
}
