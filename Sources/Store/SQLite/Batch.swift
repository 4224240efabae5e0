import GRDB
import HubbubDomain
import Logging

extension Database {
  /// Writes a batch in one transaction.
  ///
  /// Nearly every batch goes through without a fault, so none pays for
  /// savepoints: where a change fails alone, the batch is undone and run again,
  /// this time with a savepoint each.
  ///
  /// - Throws: what made the transaction fail as a whole; nothing was written.
  func commit(_ batch: [Change], logger: Logger) throws -> [Outcome] {
    do {
      return try transaction { try batch.map(apply) }
    } catch  where Self.concernsOneChange(error) {
      return try transaction { try batch.map { try applyAlone($0, logger: logger) } }
    }
  }

  private func transaction(_ body: () throws -> [Outcome]) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    try inTransaction(.immediate) {
      outcomes = try body()
      return .commit
    }
    return outcomes
  }

  private func applyAlone(_ change: Change, logger: Logger) throws -> Outcome {
    var outcome = Outcome.failed
    do {
      try inSavepoint {
        outcome = try apply(change)
        return .commit
      }
    } catch  where Self.concernsOneChange(error) {
      logger.error("change failed", metadata: ["cause": "\(error)", "change": "\(change.name)"])
      return .failed
    }
    return outcome
  }

  /// Whether the others of its transaction may go on: the row was at fault, not
  /// the disk, the file or the connection.
  private static func concernsOneChange(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return error is Columns.Unreadable }
    switch error.resultCode {
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE, .SQLITE_ERROR:
      return true
    default: return false
    }
  }
}
