import Dispatch
import Glibc
import HubbubDomain
import Synchronization

/// The threads on which gathered reads are done.
///
/// They stand back behind the loops and the writer: whoever comes in may wait a little, what
/// was written may not.
/// Those of the library are shared with the writer, so that they all would stand back.
///
/// - Bounds: ``Limits/readRounds`` threads; what waits is a job for each round that begins.
final class ReadingThreads: Sendable {
  private let jobs = Jobs()

  init() { for _ in 0..<Limits.readRounds { Self.start(on: jobs) } }

  deinit { jobs.close() }

  /// Does `job` on the next thread that is free.
  func run(_ job: @escaping @Sendable () -> Void) { jobs.append(job) }

  private static func start(on jobs: Jobs) {
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Jobs>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, Unmanaged.passRetained(jobs).toOpaque())
    precondition(status == 0, "no thread for reading: \(String(cString: strerror(status)))")
    pthread_detach(thread)
  }
}

/// What is to be done, first come, first served.
private final class Jobs: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  func append(_ job: @escaping @Sendable () -> Void) {
    state.withLock { $0.waiting.append(job) }
    available.signal()
  }

  /// Lets the threads end when all is done.
  func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }

  /// The life of one thread.
  func work() {
    // On Linux that of a thread is its own (setpriority(2), "C library/kernel differences").
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Limits.readNiceness)
    while let job = next() { job() }
    available.signal()  // the next one is to end too
  }

  private func next() -> (@Sendable () -> Void)? {
    available.wait()
    return state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
  }
}
