import GRDB
import Logging

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension SQLiteStore {
  /// Bytes of the log above which everybody waits until it is carried over:
  /// as much as a start reads again in a fraction of a second.
  static let longLogBytes: Int64 = 64 * 1024 * 1024

  /// Bytes of the log's file, which is used again from its beginning and
  /// never shrinks by itself; 0 where there is none.
  var logBytes: Int64 {
    var facts = stat()
    return stat(pool.path + "-wal", &facts) == 0 ? Int64(facts.st_size) : 0
  }

  /// Carries the log over if it is long.
  ///
  /// SQLite does so by itself every ``carriedPages``, but only up to where the
  /// slowest reader stands, and begins the log anew only when nobody reads in
  /// it: where somebody always does, it grows without end. So readers are
  /// held back for once.
  ///
  /// - Source: sqlite.org/wal.html, "Avoiding Excessively Large WAL Files".
  func shortenLog(above bytes: Int64 = longLogBytes) async {
    guard logBytes > bytes else { return }
    do { try await carryLog() } catch {
      logger.error("the log stays long", metadata: ["cause": "\(error)"])
    }
  }

  /// Carries the whole log into the file, while nobody reads.
  func carryLog() async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      pool.asyncBarrierWriteWithoutTransaction { db in
        done.resume(with: Result { _ = try db.get().checkpoint(.truncate) })
      }
    }
  }
}
