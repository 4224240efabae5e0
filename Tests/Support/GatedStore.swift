public import HubbubDomain
public import HubbubStore

/// A real store behind doors: a test may hold up what goes through one, or
/// let it fail.
public final class GatedStore: Store {
  /// What goes through the same door.
  public enum Door: Hashable, Sendable, CaseIterable {
    case commit, read, heads, memberships, permission, post, wake
  }

  /// What a door that fails throws.
  public struct Broken: Error {}

  private struct State {
    var shut: Set<Door> = []
    var waiting: [Door: Int] = [:]
    /// How many ever came to a door.
    var arrived: [Door: Int] = [:]
    var failures: [Door: Int] = [:]
    var batches: [[Change]] = []
    var failsAlone: @Sendable (Change) -> Bool = { _ in false }
  }

  let inner: any Store
  private let state = Watched(State())

  public init(_ inner: any Store) { self.inner = inner }

  // MARK: - What a test does

  /// Nothing goes through from now on.
  public func shut(_ door: Door) { state.change { _ = $0.shut.insert(door) } }

  /// Lets through what waits and what comes.
  public func open(_ door: Door) { state.change { _ = $0.shut.remove(door) } }

  public func openAll() { state.change { ($0.shut, $0.failures) = ([], [:]) } }

  /// Returns once so many wait at a door.
  public func untilWaiting(_ count: Int = 1, at door: Door) async throws {
    try await state.until { $0.waiting[door, default: 0] >= count }
  }

  /// How many have come to a door so far.
  public func arrived(at door: Door) -> Int { state.value.arrived[door, default: 0] }

  /// Returns once so many have come to a door, whatever became of them.
  public func untilArrived(_ count: Int, at door: Door) async throws {
    try await state.until { $0.arrived[door, default: 0] >= count }
  }

  /// The next so many that go through fail.
  public func fail(_ door: Door, times: Int = .max) { state.change { $0.failures[door] = times } }

  public func mend(_ door: Door) { state.change { $0.failures[door] = nil } }

  /// From now on these changes fail, each alone.
  public func failAlone(_ which: @escaping @Sendable (Change) -> Bool) {
    state.change { $0.failsAlone = which }
  }

  /// The transactions that were asked for, also those that failed.
  public var batches: [[Change]] { state.value.batches }

  // MARK: - Doors

  private func pass(_ door: Door) async throws {
    state.change { state in
      state.waiting[door, default: 0] += 1
      state.arrived[door, default: 0] += 1
    }
    defer { state.change { $0.waiting[door, default: 0] -= 1 } }
    try await state.until { !$0.shut.contains(door) }
    let fails = state.change { state in
      guard let left = state.failures[door], left > 0 else { return false }
      state.failures[door] = left - 1
      return true
    }
    if fails { throw Broken() }
  }

  public var epoch: String { inner.epoch }

  public func commit(_ batch: [Change]) async throws -> [Outcome] {
    let failsAlone = state.change { state in
      state.batches.append(batch)
      return state.failsAlone
    }
    try await pass(.commit)
    var rest = try await inner.commit(batch.filter { !failsAlone($0) })[...]
    return batch.map { failsAlone($0) ? .failed : rest.popFirst() ?? .failed }
  }

  public func read(
    _ topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) async throws -> [Event] {
    try await pass(.read)
    return try await inner.read(topic, after: after, limit: limit, as: reader)
  }

  public func heads(_ topics: [Topic]) async throws -> [Topic: Extent] {
    try await pass(.heads)
    return try await inner.heads(topics)
  }

  public func ask(
    _ questions: [StoreQuestion], found: @escaping @Sendable ([StoreAnswer]) -> Void
  ) {
    Task {
      var passed: [StoreQuestion] = []
      for question in questions {
        do {
          if let door = question.door { try await pass(door) }
          passed.append(question)
        } catch {
          found([question.failed(with: error)])
        }
      }
      inner.ask(passed, found: found)
    }
  }

  public func post(_ id: PostID, for reader: UserID) async throws -> Post? {
    try await pass(.post)
    return try await inner.post(id, for: reader)
  }

  public func wakePost(_ id: PostID) async throws -> PostState? {
    try await pass(.wake)
    return try await inner.wakePost(id)
  }

  public func wakeConversation(_ id: ConversationID) async throws -> ConversationState? {
    try await pass(.wake)
    return try await inner.wakeConversation(id)
  }

  public func hearing(of user: UserID, posts: [PostID]) async throws -> Hearing {
    try await pass(.memberships)
    return try await inner.hearing(of: user, posts: posts)
  }

  public func mayHear(_ topic: Topic, _ user: UserID) async throws -> Bool {
    try await pass(.permission)
    return try await inner.mayHear(topic, user)
  }

  public func checkWritable() async throws {
    try await pass(.commit)
    try await inner.checkWritable()
  }
}

extension StoreQuestion {
  /// Through which it goes, as its read does when it is asked alone.
  fileprivate var door: GatedStore.Door? {
    switch self {
    case .session: nil
    case .hearing: .memberships
    case .heads: .heads
    }
  }

  fileprivate func failed(with error: any Error) -> StoreAnswer {
    switch self {
    case .session(_, _, let taker): StoreAnswer(.session, .failure(error), to: taker)
    case .hearing(_, _, let taker): StoreAnswer(.hearing, .failure(error), to: taker)
    case .heads(_, let taker): StoreAnswer(.heads, .failure(error), to: taker)
    }
  }
}
