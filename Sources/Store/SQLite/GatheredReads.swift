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
///   of these at once; what waits is one for each task that asked, and one for
///   each socket that opens or starts.
/// - Isolation: a lock around the list, never held while anything is read.
final class GatheredReads: Sendable {
  /// What somebody wants to be read.
  private struct Asked {
    /// How many reads it is.
    var count = 1
    /// Reads, and gives back a call that tells what was found.
    let read: @Sendable (Result<Database, any Error>) -> @Sendable () -> Void
  }

  private struct State {
    var waiting: [Asked] = []
    /// Transactions that run or are about to.
    var rounds = 0
  }

  private let pool: DatabasePool
  private let threads = ReadingThreads()
  private let state = Mutex(State())

  init(pool: DatabasePool) { self.pool = pool }

  /// Reads with others, and every commit that had returned before.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { done in
      ask(
        Asked { db in
          let found = Result { try body(db.get()) }
          return { done.resume(with: found) }
        })
    }
  }

  /// Reads for all of them, as many in a transaction as may be, and tells of
  /// those together.
  func ask(_ questions: [StoreQuestion], found: @escaping @Sendable ([StoreAnswer]) -> Void) {
    for start in stride(from: 0, to: questions.count, by: Limits.gatheredReads) {
      let some = questions[start..<min(start + Limits.gatheredReads, questions.count)]
      ask(
        Asked(count: some.count) { db in
          let answers = some.map { $0.answer(from: db) }
          return { found(answers) }
        })
    }
  }

  /// How many wait to be read.
  var waiting: Int { state.withLock { $0.waiting.reduce(0) { $0 + $1.count } } }

  private func ask(_ asked: Asked) {
    let begins = state.withLock { state in
      state.waiting.append(asked)
      guard state.rounds < Limits.readRounds else { return false }
      state.rounds += 1
      return true
    }
    if begins { begin() }
  }

  private func begin() {
    threads.run { [self] in
      // Without a transaction of the library's own, which prepares its statements anew.
      do { try pool.unsafeRead { readRound(on: .success($0)) } } catch {
        readRound(on: .failure(error))
      }
      // Anew, not in a loop: whoever waits for all readers to be done has its turn between.
      if goesOn() { begin() }
    }
  }

  /// Reads all that waits, and answers together and last: whoever is answered
  /// comes back with more.
  private func readRound(on db: Result<Database, any Error>) {
    let begun = Result {
      let db = try db.get()
      try db.beginReading()
      return db
    }
    // Taken inside the transaction, which sees nothing before its first statement.
    let answers = take().map { $0.read(begun) }
    if case .success(let db) = begun { db.endReading() }
    threads.tell { for answer in answers { answer() } }
  }

  private func take() -> [Asked] {
    state.withLock { state in
      var count = 0
      let next = state.waiting.prefix { asked in
        count += asked.count
        return count <= Limits.gatheredReads
      }
      state.waiting.removeFirst(next.count)
      return Array(next)
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

extension StoreQuestion {
  fileprivate func answer(from db: Result<Database, any Error>) -> StoreAnswer {
    switch self {
    case .session(let hash, let now, let taker):
      let found = Result { try db.get().session(tokenHash: hash, at: now) }
      return StoreAnswer(.session, found, to: taker)
    case .hearing(let user, let posts, let taker):
      let found = Result { try db.get().hearing(of: user, posts: posts) }
      return StoreAnswer(.hearing, found, to: taker)
    case .heads(let topics, let taker):
      return StoreAnswer(.heads, Result { try db.get().extents(of: topics) }, to: taker)
    }
  }
}
