import Dispatch
import Glibc
import HubbubDomain
import Synchronization
import Testing

@testable import HubbubAccounts

@Suite(.timeLimit(.minutes(10))) struct PasswordPoolTests {
  private static let cheap = PasswordHash.Cost(memoryKiB: 8, passes: 1, lanes: 1)

  /// Keeps every thread that comes, until it is opened.
  private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() { semaphore.wait() }
    func open(for count: Int) { for _ in 0..<count { semaphore.signal() } }
  }

  /// Which threads worked, and how many at once.
  private final class Work: Sendable {
    private struct State {
      var threads: Set<UInt> = []
      var now = 0
      var most = 0
    }

    private let state = Mutex(State())

    var threads: Int { state.withLock { $0.threads.count } }
    var most: Int { state.withLock { $0.most } }

    func begin() {
      state.withLock { state in
        state.threads.insert(UInt(pthread_self()))
        state.now += 1
        state.most = max(state.most, state.now)
      }
    }

    func end() { state.withLock { $0.now -= 1 } }
  }

  /// Fills the pool up to its bound, asks once more, then lets all go.
  private func refusal(of pool: PasswordPool, bound: Int) async -> Refusal? {
    let gate = Gate()
    return await withTaskGroup(of: Refusal?.self) { group in
      for _ in 0..<bound { group.addTask { await self.refusal(of: pool) { gate.wait() } } }
      while pool.counts.waiting < bound { await Task.yield() }
      async let last = refusal(of: pool) {}
      // Until it is refused, or has found a place that should not be there.
      while pool.counts.busy == 0, pool.counts.waiting <= bound { await Task.yield() }
      gate.open(for: bound)
      for await early in group { #expect(early == nil) }
      return await last
    }
  }

  private func refusal(
    of pool: PasswordPool, _ work: @escaping @Sendable () -> Void
  ) async -> Refusal? {
    do {
      try await pool.run { () throws(Refusal) in work() }
      return nil
    } catch { return error }
  }

  @Test(arguments: [(1, 0), (1, 1), (2, 3)])
  func `one password more than may wait is told to come again`(
    threads: Int, waiting: Int
  ) async throws {
    let pool = PasswordPool(threads: threads, waiting: waiting)
    let refusal = try #require(await refusal(of: pool, bound: threads + waiting))
    #expect(refusal.code == .busy)
    #expect(refusal.retryAfter == Limits.busyRetryAfter)
    #expect(pool.counts == PasswordPool.Counts(hashed: 0, busy: 1, waiting: 0))
  }

  @Test func `the server's own pool takes two at work and sixty-four waiting`() async {
    let pool = PasswordPool()
    let refusal = await refusal(of: pool, bound: Limits.hashThreads + Limits.hashQueue)
    #expect(refusal?.code == .busy)
  }

  @Test func `a place is free as soon as an answer is known`() async throws {
    let pool = PasswordPool(threads: 1, waiting: 0)
    for _ in 0..<200 { try await pool.run { () throws(Refusal) in } }
    #expect(pool.counts.busy == 0)
  }

  @Test func `passwords are hashed on two threads of their own`() async throws {
    let pool = PasswordPool()
    let work = Work()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<60 {
        group.addTask {
          try await pool.run { () throws(Refusal) in
            work.begin()
            _ = try PasswordHash.make(of: "12345678", cost: Self.cheap)
            work.end()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect((1...Limits.hashThreads).contains(work.threads))
    #expect((1...Limits.hashThreads).contains(work.most))
  }

  @Test(arguments: [
    nil, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$*$*", PasswordHash.nobody.text,
  ])
  func `no password, a damaged one and a wrong one cost one hash each`(
    stored: String?
  ) async throws {
    let pool = PasswordPool()
    #expect(try await pool.verify("12345678", against: stored) == .wrong)
    #expect(pool.counts.hashed == 1)
  }

  @Test func `a right password costs one hash too`() async throws {
    let pool = PasswordPool()
    let stored = try await pool.hash("12345678")
    #expect(pool.counts.hashed == 1)
    #expect(try await pool.verify("12345678", against: stored) == .right)
    #expect(try await pool.verify("12345679", against: stored) == .wrong)
    #expect(pool.counts.hashed == 3)
  }

  @Test func `a right password under old parameters is told apart`() async throws {
    let pool = PasswordPool()
    let old = try PasswordHash.make(of: "12345678", cost: Self.cheap).text
    #expect(try await pool.verify("12345678", against: old) == .rightButOld)
    #expect(try await pool.verify("12345679", against: old) == .wrong)
  }
}
