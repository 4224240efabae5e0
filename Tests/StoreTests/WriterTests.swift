import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct WriterTests {
  private let store: GatedStore
  private let herald = FakeHerald()
  private let log = OutcomeLog()
  /// Hears what is refused at once.
  private let refused = OutcomeLog()
  private let writer: Writer

  init() throws {
    store = GatedStore(try temporaryStore())
    writer = Writer(store: store, herald: herald)
  }

  /// Runs the writer while `body` does, and ends it.
  private func running(_ body: () async throws -> Void) async throws {
    let writing = Task { [writer] in await writer.run() }
    var result = Result<Void, any Error>.success(())
    do { try await body() } catch { result = .failure(error) }
    store.openAll()
    writer.close()
    await writing.value
    try await store.close()
    try result.get()
  }

  /// Appends one change and waits until the writer is at the store's shut door with it.
  private func occupy() async throws {
    store.shut(.commit)
    writer.append(nothing, answering: log.asker)
    try await store.untilWaiting(at: .commit)
  }

  /// A change that writes nothing.
  private var nothing: Change { .endSession(.make()) }

  @Test func `what gathers while a commit runs goes in one transaction, in order`() async throws {
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("Hall", owner: ada)
    let setup = store.batches.count
    try await running {
      try await occupy()
      for number in 0..<200 {
        writer.append(message("\(number)", by: ada, in: room), answering: log.asker)
      }
      store.open(.commit)
      let outcomes = try await log.outcomes(201).dropFirst()
      #expect(outcomes.compactMap(\.seq) == (2..<202).map(Int64.init))
    }
    #expect(store.batches.dropFirst(setup).map(\.count) == [1, 200])
    #expect(herald.told.map(\.count) == [1, 200])
    #expect(writer.counts.largestTransaction == 200)
    #expect(writer.counts.changes == 201)
    #expect(writer.counts.transactions == 2)
  }

  @Test(arguments: [Limits.crowdedBatch - 1, Limits.crowdedBatch])
  func `after a transaction that many shared more gathers, and who is alone never waits`(
    count: Int
  ) async throws {
    let pauses = Watched(0)
    let writer = Writer(store: store, herald: herald) { pauses.change { $0 += 1 } }
    for _ in 0..<count { writer.append(nothing, answering: log.asker) }
    let writing = Task { await writer.run() }
    _ = try await log.outcomes(count)
    writer.append(nothing, answering: log.asker)
    _ = try await log.outcomes(count + 1)
    writer.close()
    await writing.value
    try await store.close()
    #expect(pauses.value == (count < Limits.crowdedBatch ? 0 : 1))
  }

  @Test func `what comes in a pause is one transaction`() async throws {
    let (begun, ended) = (Watched(false), Watched(false))
    let writer = Writer(store: store, herald: herald) {
      begun.change { $0 = true }
      try? await ended.until { $0 }
    }
    for _ in 0..<Limits.crowdedBatch { writer.append(nothing, answering: log.asker) }
    let writing = Task { await writer.run() }
    try await begun.until { $0 }
    for _ in 0..<3 { writer.append(nothing, answering: log.asker) }
    ended.change { $0 = true }
    _ = try await log.outcomes(Limits.crowdedBatch + 3)
    writer.close()
    await writing.value
    try await store.close()
    #expect(store.batches.map(\.count).suffix(2) == [Limits.crowdedBatch, 3])
  }

  @Test func `a transaction takes 1,000 changes and leaves the 1,001st to the next`() async throws {
    try await running {
      try await occupy()
      for _ in 0..<1_001 { writer.append(nothing, answering: log.asker) }
      store.open(.commit)
      _ = try await log.outcomes(1_002)
    }
    #expect(store.batches.map(\.count) == [1, 1_000, 1])
  }

  @Test func `a transaction takes 1 MiB of text and not a byte more`() async throws {
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("Hall", owner: ada)
    let setup = store.batches.count
    let half = String(repeating: "x", count: Limits.batchBytes / 2)
    try await running {
      try await occupy()
      for text in [half, half, "y", half, half + "z", half] {
        writer.append(message(text, by: ada, in: room), answering: log.asker)
      }
      store.open(.commit)
      _ = try await log.outcomes(7)
    }
    #expect(store.batches.dropFirst(setup).map(\.count) == [1, 2, 2, 1, 1])
  }

  @Test func `a text counts as what it is in JSON`() async throws {
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("Hall", owner: ada)
    let setup = store.batches.count
    let half = Limits.batchBytes / 2
    let texts = [
      String(repeating: "\u{1}", count: half / 6), String(repeating: "\"", count: half / 2),
      String(repeating: "\u{1}", count: half / 6 + 1), String(repeating: "é", count: half / 2),
    ]
    try await running {
      try await occupy()
      for text in texts {
        writer.append(message(text, by: ada, in: room), answering: log.asker)
      }
      store.open(.commit)
      _ = try await log.outcomes(5)
    }
    #expect(store.batches.dropFirst(setup).map(\.count) == [1, 2, 1, 1])
  }

  @Test func `a text larger than a transaction should be goes alone`() async throws {
    let ada = try await store.addUser("ada")
    let large = String(repeating: "x", count: Limits.batchBytes + 1)
    try await running {
      try await occupy()
      let post = NewPost(
        id: .make(), author: ada, key: "k", text: large, audience: .public, createdAt: .now())
      writer.append(.post(post), answering: log.asker)
      writer.append(nothing, answering: log.asker)
      store.open(.commit)
      _ = try await log.outcomes(3)
    }
    #expect(store.batches.suffix(3).map(\.count) == [1, 1, 1])
  }

  @Test func `the 10,000th change waits and the next is told busy`() async throws {
    try await running {
      try await occupy()
      for _ in 0..<10_000 { writer.append(nothing, answering: log.asker) }
      #expect(writer.counts.waiting == 10_000)
      writer.append(nothing, answering: refused.asker)
      #expect(refused.outcomes == [.refused(.busy)])
      #expect(await writer.commit(nothing) == .refused(.busy))
      store.open(.commit)
      #expect(try await log.outcomes(10_001).count == 10_001)
      writer.append(nothing, answering: log.asker)
      _ = try await log.outcomes(10_002)
    }
    #expect(log.outcomes.count == 10_002)
    #expect(refused.outcomes.count == 1, "a change that was refused has no other outcome")
  }

  @Test func `a closed writer writes what waits and takes nothing more`() async throws {
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("Hall", owner: ada)
    try await running {
      try await occupy()
      writer.append(message("last", by: ada, in: room), answering: log.asker)
      writer.close()
      writer.append(nothing, answering: refused.asker)
      #expect(refused.outcomes == [.refused(.unavailable)])
      #expect(await writer.commit(nothing) == .refused(.unavailable))
      store.open(.commit)
      #expect(try await log.outcomes(2).last?.seq == 2)
      let said = try await store.messages(of: room, .latest, limit: 10, for: ada.id).items
      #expect(said.map(\.text) == ["last"])
    }
    #expect(log.outcomes.count == 2)
    #expect(refused.outcomes.count == 1)
  }

  @Test func `when a transaction is lost everybody in it is told, and the next is written`()
    async throws
  {
    try await running {
      try await occupy()
      for _ in 0..<3 { writer.append(nothing, answering: log.asker) }
      store.fail(.commit, times: 2)
      store.open(.commit)
      #expect(try await log.outcomes(4) == Array(repeating: .failed, count: 4))
      #expect(herald.lost == [1, 3])
      #expect(writer.counts.failedTransactions == 2)
      #expect(writer.counts.transactions == 0)
      #expect(await writer.commit(nothing).result == .success(.nothing))
    }
    #expect(Outcome.failed.result == .failure(.unavailable))
  }

  @Test func `a change that fails alone takes no other with it`() async throws {
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("Hall", owner: ada)
    let bad = message("bad", by: ada, in: room)
    store.failAlone { $0 == bad }
    try await running {
      try await occupy()
      for change in [message("1", by: ada, in: room), bad, message("2", by: ada, in: room)] {
        writer.append(change, answering: log.asker)
      }
      store.open(.commit)
      let outcomes = try await log.outcomes(4).dropFirst()
      #expect(outcomes.map { $0 == .failed } == [false, true, false])
      #expect(outcomes.compactMap(\.seq) == [2, 3])
    }
    #expect(herald.lost.isEmpty)
  }

  @Test func `changes of many who append at once are each answered once`() async throws {
    try await running {
      await withTaskGroup { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<50 { _ = await writer.commit(nothing) }
          }
        }
      }
    }
    #expect(writer.counts.changes == 400)
    #expect(store.batches.joined().count == 400)
  }
}

private func message(_ text: String, by author: User, in room: ConversationID) -> Change {
  .message(
    NewMessage(
      id: .make(), conversation: room, author: author, key: text.prefix(8) + "\(text.count)",
      text: text, createdAt: .now()))
}

extension Outcome {
  fileprivate var seq: Int64? {
    if case .done(.message(_, let seq, _), _) = self { seq } else { nil }
  }
}
