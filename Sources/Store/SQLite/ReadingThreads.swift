import Dispatch
import Glibc
import HubbubDomain
import Synchronization

/// The threads on which gathered reads are done.
///
/// They stand back behind the loops and the writer: whoever comes in may wait a little, what
/// was written may not. Those of the library are shared with the writer, so that they all
/// would stand back. What was found is told on a thread that does not: a task that goes on may
/// start a thread, which is as nice as who started it, for ever.
///
/// - Bounds: ``Limits/readRounds`` threads that read and one that tells; what waits is a job
///   for each round that begins or has ended.
final class ReadingThreads: Sendable {
  private let jobs = Jobs(niceness: Limits.readNiceness)
  private let answers = Jobs(niceness: 0)

  init() {
    for _ in 0..<Limits.readRounds { Self.start(on: jobs) }
    Self.start(on: answers)
  }

  deinit {
    jobs.close()
    answers.close()
  }

  /// Does `job` on the next thread that is free.
  func run(_ job: @escaping @Sendable () -> Void) { jobs.append(job) }

  /// Tells what a job has found.
  func tell(_ answer: @escaping @Sendable () -> Void) { answers.append(answer) }

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
  private let niceness: Int32
  private let waiting = Mutex<[@Sendable () -> Void]>([])
  private let available = DispatchSemaphore(value: 0)

  init(niceness: Int32) { self.niceness = niceness }

  func append(_ job: @escaping @Sendable () -> Void) {
    waiting.withLock { $0.append(job) }
    available.signal()
  }

  /// Lets the threads end when all is done; nothing may be appended any more.
  func close() { available.signal() }

  /// The life of one thread.
  func work() {
    // On Linux that of a thread is its own (setpriority(2), "C library/kernel differences").
    if niceness > 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
    while let job = next() { job() }
    available.signal()  // the next one is to end too
  }

  private func next() -> (@Sendable () -> Void)? {
    available.wait()
    return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}
