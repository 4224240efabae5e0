import Glibc
import Synchronization

/// Numbers that all workers of a run write and read while it goes on.
///
/// A page of memory that is a file: no worker waits for another, and the
/// progress line asks nobody.
///
/// - Isolation: each field is an atomic word; each worker writes its own row,
///   and the bench ``Field/floodsOver`` of the leader's.
final class Scoreboard {
  enum Field: Int, CaseIterable {
    case started, deliveries
    /// What the leader says to the others; 0 as long as it has nothing to say.
    case signal
    /// Windows whose sleeper is to be sent no more.
    case floodsOver
  }

  private static let rowBytes = 64  // a cache line, so that rows do not disturb each other

  private let words: UnsafeMutableRawPointer
  private let workers: Int
  private let bytes: Int

  /// Opens the board, or makes it: zeros.
  init(path: String, workers: Int) throws {
    self.workers = workers
    bytes = workers * Self.rowBytes
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Problem.system("cannot open \(path)") }
    defer { close(file) }
    guard ftruncate(file, off_t(bytes)) == 0,
      let words = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
      words != MAP_FAILED
    else { throw Problem.system("cannot map \(path)") }
    self.words = words
  }

  deinit { munmap(words, bytes) }

  func set(_ field: Field, of worker: Int, _ value: Int) {
    word(field, worker).pointee.store(value, ordering: .releasing)
  }

  func value(_ field: Field, of worker: Int) -> Int {
    word(field, worker).pointee.load(ordering: .acquiring)
  }

  /// The sum over all workers.
  func sum(_ field: Field) -> Int {
    (0..<workers).reduce(0) { $0 &+ value(field, of: $1) }
  }

  @inline(__always)
  private func word(_ field: Field, _ worker: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    precondition(0..<workers ~= worker, "there is no such row")
    let offset = worker * Self.rowBytes + field.rawValue * MemoryLayout<Int>.size
    return (words + offset).assumingMemoryBound(to: Atomic<Int>.self)
  }
}
