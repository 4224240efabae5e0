import GRDB
import HubbubDomain
import Synchronization

/// Short reads that are asked for while others run, done together: one
/// transaction for all of them.
///
/// A read by itself costs a transaction and two changes of thread, several
/// times the look-up it is for. When nobody reads, one waits for nobody.
///
/// - Bounds: ``Limits/gatheredReads`` in a transaction, ``Limits/readRounds``
///   of these at once; what waits is one for each task that asked.
/// - Isolation: a lock around the list, never held while anything is read.
final class GatheredReads: Sendable {
  private typealias Read = @Sendable (Result<Database, any Error>) -> Void

  private struct State {
    var waiting: [Read] = []
    /// Transactions that run or are about to.
    var rounds = 0
  }

  private let pool: DatabasePool
  private let state = Mutex(State())

  init(pool: DatabasePool) { self.pool = pool }

  /// Reads with others, and every commit that had returned before.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { done in
      ask { db in done.resume(with: Result { try body(db.get()) }) }
    }
  }

  /// How many wait to be read.
  var waiting: Int { state.withLock { $0.waiting.count } }

  private func ask(_ read: @escaping Read) {
    let begins = state.withLock { state in
      state.waiting.append(read)
      guard state.rounds < Limits.readRounds else { return false }
      state.rounds += 1
      return true
    }
    if begins { begin() }
  }

  private func begin() {
    pool.asyncRead { [self] db in
      // Taken inside the transaction, which sees nothing before its first statement.
      for read in take() { read(db) }
      if goesOn() { begin() }
    }
  }

  private func take() -> [Read] {
    state.withLock { state in
      let next = Array(state.waiting.prefix(Limits.gatheredReads))
      state.waiting.removeFirst(next.count)
      return next
    }
  }

  /// Whether more has gathered; else this round was the last.
  private func goesOn() -> Bool {
    state.withLock { state in
      guard state.waiting.isEmpty else { return true }
      state.rounds -= 1
      return false
    }
  }
}
