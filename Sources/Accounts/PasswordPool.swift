import Dispatch
import Glibc
public import HubbubDomain
import Synchronization

/// The threads that hash passwords: a few of their own, so that 53 ms of
/// hashing stop no socket and no actor.
///
/// - Bounds: ``Limits/hashThreads`` at work, ``Limits/hashQueue`` waiting;
///   one more is told `busy`.
public final class PasswordPool: Sendable {
  private let queue: Queue
  private let computed = Atomic(0)
  private let refused = Atomic(0)

  /// Starts the threads.
  public convenience init() {
    self.init(threads: Limits.hashThreads, waiting: Limits.hashQueue)
  }

  init(threads: Int, waiting: Int) {
    let queue = Queue(bound: threads + waiting)
    self.queue = queue
    for _ in 0..<threads { Self.startThread(on: queue) }
  }

  deinit { queue.close() }

  /// What the pool has done since it was started.
  public struct Counts: Equatable, Sendable, Encodable {
    /// Argon2 runs, of logins and signups alike.
    public let hashed: Int
    /// Passwords that found the queue full.
    public let busy: Int
    /// Passwords at work or waiting now.
    public let waiting: Int
  }

  public var counts: Counts {
    Counts(
      hashed: computed.load(ordering: .relaxed), busy: refused.load(ordering: .relaxed),
      waiting: queue.count)
  }

  /// Hashes a new password: a PHC string.
  ///
  /// - Throws: ``Refusal`` `busy` when too many wait, `unavailable` without memory.
  public func hash(_ password: String) async throws(Refusal) -> String {
    try await run { () throws(Refusal) in
      self.computed.add(1, ordering: .relaxed)
      return try PasswordHash.make(of: password).text
    }
  }

  /// What a password turned out to be.
  public enum Verdict: Equatable, Sendable {
    case wrong
    case right
    /// Right, and its hash was made under other parameters than today's.
    case rightButOld
  }

  /// Tries a password against a stored PHC string.
  ///
  /// Without one, or with one that cannot be read, it is `wrong` after the
  /// same time as any wrong password.
  ///
  /// - Throws: ``Refusal`` `busy` when too many wait, `unavailable` without memory.
  public func verify(_ password: String, against stored: String?) async throws(Refusal) -> Verdict {
    try await run { () throws(Refusal) in
      guard let hash = stored.flatMap(PasswordHash.init) else {
        return try self.refuse(password)
      }
      switch try self.match(password, hash) {
      case .right: return hash.needsRehash ? .rightButOld : .right
      case .wrong: return .wrong
      case .unreadable: return try self.refuse(password)
      }
    }
  }

  /// Does the work of a wrong password.
  private func refuse(_ password: String) throws(Refusal) -> Verdict {
    _ = try match(password, .nobody)
    return .wrong
  }

  private func match(
    _ password: String, _ hash: PasswordHash
  ) throws(Refusal) -> PasswordHash.Match {
    let match = try hash.match(password)
    if match != .unreadable { computed.add(1, ordering: .relaxed) }
    return match
  }

  /// Runs `work` on a thread of the pool.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws(Refusal) -> Value
  ) async throws(Refusal) -> Value {
    let result: Result<Value, Refusal> = await withCheckedContinuation { continuation in
      let isQueued = queue.append {
        let result = Result { () throws(Refusal) in try work() }
        return { continuation.resume(returning: result) }
      }
      guard !isQueued else { return }
      refused.add(1, ordering: .relaxed)
      continuation.resume(returning: .failure(.busy))
    }
    return try result.get()
  }

  private static func startThread(on queue: Queue) {
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Queue>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, Unmanaged.passRetained(queue).toOpaque())
    precondition(status == 0, "no thread for passwords: \(String(cString: strerror(status)))")
    pthread_detach(thread)
  }
}

/// The jobs that wait for a thread, first come, first served.
private final class Queue: Sendable {
  /// Work, which gives how to tell of it once its place is free again.
  typealias Job = @Sendable () -> () -> Void

  private struct State {
    var jobs: [Job] = []
    /// Jobs waiting or at work.
    var count = 0
    var isClosed = false
  }

  private let bound: Int
  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  init(bound: Int) { self.bound = bound }

  /// Jobs waiting or at work.
  var count: Int { state.withLock { $0.count } }

  /// Takes a job, or says that there are too many.
  func append(_ job: @escaping Job) -> Bool {
    let isQueued = state.withLock { state in
      guard state.count < bound, !state.isClosed else { return false }
      state.jobs.append(job)
      state.count += 1
      return true
    }
    if isQueued { available.signal() }
    return isQueued
  }

  /// Lets the threads end when the jobs are done.
  func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }

  /// Does jobs until the queue is closed: the life of one thread.
  func work() {
    while true {
      available.wait()
      let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
      guard let job else { break }
      let tell = job()
      state.withLock { $0.count -= 1 }
      tell()
    }
    // Only `close` wakes a thread for nothing; the next one is to end too.
    available.signal()
  }
}
