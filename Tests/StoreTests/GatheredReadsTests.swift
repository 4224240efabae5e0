import Dispatch
import GRDB
import Glibc
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// Reads that share a transaction, on a real file.
@Suite(.timeLimit(.minutes(10))) struct GatheredReadsTests {
  private let store: SQLiteStore

  init() throws { store = try temporaryStore() }

  @Test func `a read sees every commit that had returned before`() async throws {
    try await withThrowingTaskGroup { group in
      for task in 0..<8 {
        group.addTask { [store] in
          for round in 0..<30 {
            let user = try await store.addUser("u\(task)x\(round)")
            #expect(try await store.gathered.read { try $0.user(user.id) } == user)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `reads stand back, and neither who asked nor who writes`() async throws {
    let own = Self.niceness
    for _ in 0..<20 {
      let reading = try await store.gathered.read { _ in Self.niceness }
      #expect(reading == max(own, Limits.readNiceness))
      #expect(Self.niceness == own)
      let writing = try await store.writing { _ in Self.niceness }
      #expect(writing <= own)
    }
  }

  /// How far the running thread stands back.
  private static var niceness: Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }

  @Test func `128 reads that gathered share a transaction, the 129th has the next`()
    async throws
  {
    let held = [try await holdRound(), try await holdRound()]
    #expect(held.count == Limits.readRounds)
    let (isFirst, goOn) = (Watched(true), DispatchSemaphore(value: 0))
    let all = Limits.gatheredReads + 1
    async let counts = withThrowingTaskGroup(of: Int64.self) { [store] group in
      for _ in 0..<all {
        group.addTask {
          try await store.gathered.read { db in
            let count = try db.userCount()
            // Long enough for somebody to sign up meanwhile.
            let waits = isFirst.change { first in
              defer { first = false }
              return first
            }
            if waits { goOn.wait() }
            return count
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    while store.gathered.waiting < all { await Task.yield() }
    held[0].signal()
    try await isFirst.until { !$0 }
    try await store.addUser("ada")
    goOn.signal()
    let seen = try await counts.sorted()
    #expect(seen == Array(repeating: 0, count: all - 1) + [1])
    held[1].signal()
  }

  @Test func `a read that fails fails alone`() async throws {
    struct Unwanted: Error {}
    let held = [try await holdRound(), try await holdRound()]
    let bad = Task { [store] in try await store.gathered.read { _ in throw Unwanted() } }
    let good = Task { [store] in try await store.gathered.read { try $0.userCount() } }
    while store.gathered.waiting < 2 { await Task.yield() }
    for round in held { round.signal() }
    await #expect(throws: Unwanted.self) { try await bad.value }
    #expect(try await good.value == 0)
  }

  @Test(arguments: [1, 127, 128, 129, 300])
  func `each of many questions is answered once, whatever is asked beside them`(
    count: Int
  ) async throws {
    let (ada, answers) = (try await store.addUser("ada"), Watched<[Int]>([]))
    let questions = (0..<count).map { number -> StoreQuestion in
      switch number % 3 {
      case 0:
        .hearing(of: ada.id, posts: []) { [ada] found in
          let isRight = (try? found.get())?.topics[.user(ada.id)] != nil
          answers.change { $0.append(isRight ? number : -1) }
        }
      case 1:
        .heads([.feed]) { found in
          let isRight = (try? found.get())?[.feed] != nil
          answers.change { $0.append(isRight ? number : -1) }
        }
      default:
        .session(tokenHash: [UInt8(number % 251)], at: .now()) { found in
          let isRight = (try? found.get()) == .some(.none)
          answers.change { $0.append(isRight ? number : -1) }
        }
      }
    }
    let reads = (0..<20).map { _ in
      Task { [store] in try await store.gathered.read { try $0.userCount() } }
    }
    store.ask(questions) { for answer in $0 { answer.give() } }
    try await answers.until { $0.count >= count }
    for read in reads { #expect(try await read.value == 1) }
    #expect(answers.value.sorted() == Array(0..<count))
  }

  @Test func `whoever waits for all readers has a turn though more is always asked`()
    async throws
  {
    let (isOver, rounds) = (Watched(false), Watched(0))
    defer { isOver.change { $0 = true } }
    let askers = (0..<8).map { _ in
      Task { [store] in
        while !isOver.value {
          _ = try await store.gathered.read { try $0.userCount() }
          rounds.change { $0 += 1 }
        }
      }
    }
    try await rounds.until { $0 > 100 }
    for _ in 0..<3 { try await store.carryLog() }
    isOver.change { $0 = true }
    for asker in askers { try await asker.value }
  }

  /// Begins a round that ends when it is told to.
  private func holdRound() async throws -> DispatchSemaphore {
    let (isReading, end) = (Watched(false), DispatchSemaphore(value: 0))
    Task { [store] in
      try await store.gathered.read { _ in
        isReading.change { $0 = true }
        end.wait()
      }
    }
    try await isReading.until { $0 }
    return end
  }
}

extension Database {
  fileprivate func userCount() throws -> Int64 {
    try first("SELECT count(*) FROM user") { $0.int(0) } ?? -1
  }
}
