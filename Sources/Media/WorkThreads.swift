import Dispatch
import Glibc
import HubbubDomain
import Synchronization

/// A few threads of their own for work that blocks: decoding and the disk stop
/// no socket and no actor.
///
/// Of those that stand back none tells what came of its work: a task that goes on may start
/// a thread, which is as nice as who started it, for ever.
///
/// - Bounds: as many at work as there are threads, a fixed number waiting; one
///   more is told `busy`.
final class WorkThreads: Sendable {
  private let queue: Queue
  /// Tells of the work of threads that stand back.
  private let teller: Queue?

  /// Starts the threads.
  ///
  /// - Parameter niceness: how far they stand back behind those who carry messages.
  init(_ count: Int, waiting: Int, niceness: Int32 = 0) {
    let teller = niceness > 0 ? Queue(bound: .max) : nil
    let queue = Queue(bound: count + waiting, niceness: niceness, teller: teller)
    (self.queue, self.teller) = (queue, teller)
    for _ in 0..<count { Self.startThread(on: queue) }
    if let teller { Self.startThread(on: teller) }
  }

  deinit {
    queue.close()
    teller?.close()
  }

  /// Runs `work` on one of the threads.
  ///
  /// - Throws: ``Refusal`` `busy` when too much waits; what `work` throws.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isQueued = queue.append {
        let result = Result { try work() }
        return { continuation.resume(with: result) }
      }
      if !isQueued { continuation.resume(throwing: Refusal.busy) }
    }
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
    precondition(status == 0, "no thread for files: \(String(cString: strerror(status)))")
    pthread_detach(thread)
  }
}

/// The jobs that wait for a thread, first come, first served.
private final class Queue: Sendable {
  /// Work, which gives how to tell of it once its place is free again.
  typealias Job = @Sendable () -> @Sendable () -> Void

  private struct State {
    var jobs: [Job] = []
    /// Jobs waiting or at work.
    var count = 0
    var isClosed = false
  }

  private let bound: Int
  private let niceness: Int32
  private let teller: Queue?
  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  init(bound: Int, niceness: Int32 = 0, teller: Queue? = nil) {
    (self.bound, self.niceness, self.teller) = (bound, niceness, teller)
  }

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
    // On Linux that of a thread is its own (setpriority(2), "C library/kernel differences").
    if niceness > 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
    while true {
      available.wait()
      let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
      guard let job else { break }
      let tell = job()
      state.withLock { $0.count -= 1 }
      // Closed, it tells nobody any more: then it is told here.
      if teller?.append({ tell }) != true { tell() }
    }
    // Only `close` wakes a thread for nothing; the next one is to end too.
    available.signal()
  }
}
