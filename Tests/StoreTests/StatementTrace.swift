import GRDB
import Synchronization

/// The statements that a store's connections ran, each text once.
final class StatementTrace: Sendable {
  private let seen = Mutex<[String]>([])

  /// What ran so far, in the order it first ran.
  var statements: [String] { seen.withLock { $0 } }

  /// Listens to a connection.
  func listen(to db: Database) {
    db.trace(options: .statement) { event in
      guard case .statement(let statement) = event else { return }
      self.note(statement.sql)
    }
  }

  private func note(_ sql: String) {
    seen.withLock { if !$0.contains(sql) { $0.append(sql) } }
  }
}
