public import HubbubDomain
public import HubbubStats
import Synchronization

/// Changes waiting to be written, oldest first, and the one task that writes
/// them: as many in one transaction as have gathered while the last one ran.
///
/// - Bounds: ``Limits/writerChanges`` waiting; one more is refused with `busy`.
///   A transaction takes ``Limits/batchChanges`` or ``Limits/batchBytes`` of text.
/// - Source: design §3 (group commit); house style §2 (commit, then tell).
public final class Writer: Sendable {
  fileprivate struct Waiting {
    let change: Change
    let asker: Asker
  }

  fileprivate struct State {
    var waiting: [Waiting] = []
    var sleeper: CheckedContinuation<Void, Never>?
    var isClosed = false
    var counts = WriterCounts()
    /// How many changes the last transaction carried.
    var lastBatch = 0
  }

  private let store: any Store
  private let herald: any Herald
  private let pause: @Sendable () async -> Void
  private let state = Mutex(State())
  /// How many changes a transaction carries, and how long it takes.
  public let batches: Meter, commits: Meter

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - isMeasured: false for one whose transactions nobody times.
  ///   - pause: waits while more may gather.
  public init(
    store: any Store, herald: any Herald, isMeasured: Bool = true,
    pause: @escaping @Sendable () async -> Void = { await Writer.rest() }
  ) {
    self.store = store
    self.herald = herald
    self.pause = pause
    (batches, commits) = (Meter(isOn: isMeasured), Meter(isOn: isMeasured))
  }

  /// Waits for ``Limits/writerGather``; a cancelled task does not.
  public static func rest() async {
    try? await ContinuousClock().sleep(for: Limits.writerGather)
  }

  /// Queues a change in its asker's turn; the asker hears the outcome once it is
  /// on disk, or in that turn that it is refused: `busy` when too much waits,
  /// `unavailable` once closed.
  ///
  /// - Complexity: O(1).
  public func append(_ change: Change, answering asker: Asker) {
    asker.inTurn { [self] in
      if let refusal = queue(Waiting(change: change, asker: asker)) { asker(.refused(refusal)) }
    }
  }

  /// Queues a change and wakes the writer; says why not where it is refused.
  private func queue(_ next: Waiting) -> Refusal? {
    let (refusal, sleeper) = state.withLock {
      state -> (Refusal?, CheckedContinuation<Void, Never>?) in
      guard !state.isClosed else { return (.unavailable, nil) }
      guard state.waiting.count < Limits.writerChanges else { return (.busy, nil) }
      state.waiting.append(next)
      return (nil, state.sleeper.take())
    }
    sleeper?.resume()
    return refusal
  }

  /// Queues a change and waits until it is on disk, or refused.
  public func commit(_ change: Change) async -> Outcome {
    await withCheckedContinuation { done in
      append(change, answering: Asker { done.resume(returning: $0) })
    }
  }

  /// Writes what is queued, until ``close()`` and nothing is left.
  ///
  /// To be called once, by a task that nobody cancels.
  public func run() async {
    while let batch = await next() {
      await write(batch)
      await gather()
    }
  }

  /// Lets more gather after a transaction that many shared, unless as many
  /// wait already: syncing costs the same for one as for a hundred.
  ///
  /// Whoever is alone never waits.
  private func gather() async {
    let isCrowded = state.withLock { state in
      state.lastBatch >= Limits.crowdedBatch && state.waiting.count < state.lastBatch
        && !state.isClosed
    }
    if isCrowded { await pause() }
  }

  /// Takes nothing more; what waits is still written.
  public func close() {
    let sleeper = state.withLock { state in
      state.isClosed = true
      return state.sleeper.take()
    }
    sleeper?.resume()
  }

  /// What was written so far, and what waits now.
  public var counts: WriterCounts {
    state.withLock { state in
      var counts = state.counts
      counts.waiting = state.waiting.count
      return counts
    }
  }

  /// The next batch; nil when closed and empty.
  private func next() async -> [Waiting]? {
    while true {
      switch state.withLock({ $0.takeBatch() }) {
      case .batch(let batch): return batch
      case .end: return nil
      case .nothing: await sleep()
      }
    }
  }

  private func sleep() async {
    await withCheckedContinuation { sleeper in
      let isNeeded = state.withLock { state in
        guard state.waiting.isEmpty, !state.isClosed else { return true }
        state.sleeper = sleeper
        return false
      }
      if isNeeded { sleeper.resume() }
    }
  }

  private func write(_ batch: [Waiting]) async {
    let start = ContinuousClock.now
    do {
      let outcomes = try await store.commit(batch.map(\.change))
      commits.add(since: start)
      batches.add(outcomes.count)
      precondition(outcomes.count == batch.count, "each change has one outcome")
      state.withLock { $0.counts.wrote(outcomes.count) }
      herald.tell(
        zip(batch, outcomes).map { Told(change: $0.change, outcome: $1, asker: $0.asker) })
    } catch {
      state.withLock { $0.counts.failedTransactions += 1 }
      herald.tellLost(
        batch.map { Told(change: $0.change, outcome: .failed, asker: $0.asker) }, because: error)
    }
  }

  fileprivate enum Next {
    case batch([Waiting])
    case nothing, end
  }
}

extension Writer.State {
  fileprivate mutating func takeBatch() -> Writer.Next {
    guard !waiting.isEmpty else { return isClosed ? .end : .nothing }
    var bytes = 0
    let end =
      waiting.prefix(Limits.batchChanges).firstIndex { next in
        bytes += next.change.textBytes
        return bytes > Limits.batchBytes
      } ?? min(waiting.count, Limits.batchChanges)
    let count = max(1, end)
    lastBatch = count
    defer { waiting.removeFirst(count) }
    return .batch(Array(waiting.prefix(count)))
  }
}

extension Change {
  /// Bytes of what somebody wrote as it is told, which is what makes a
  /// transaction, and the frames of it, large.
  fileprivate var textBytes: Int {
    switch self {
    case .message(let message): message.text.escapedBytes
    case .post(let post): post.text.escapedBytes
    case .comment(let comment): comment.text.escapedBytes
    case .editPost(_, _, let edit, _): edit.text?.escapedBytes ?? 0
    case .editMessage(_, _, let text, _): text.escapedBytes
    case .describeMedia(_, _, let alt): alt.escapedBytes
    case .updateProfile(_, let change): change.bio?.escapedBytes ?? 0
    // A batch of its own: nobody's words are told later for it.
    case .fillSearch, .sweepMedia, .mendMedia: Limits.batchBytes
    case .report(let new): new.reason.escapedBytes
    case .signUp, .setUp, .invite, .withdrawInvite, .settleReport, .countReports, .changeAccount,
      .takeOver, .setSignup,
      .openSession, .endSession, .rehash, .setRole,
      .befriend, .unfriend, .block,
      .unblock, .touch, .readNotifications, .deletePost, .like, .unlike, .deleteComment, .open,
      .direct, .retitle, .join, .add, .leave, .remove, .setMemberRole, .deleteMessage,
      .react, .read, .setUpFactor, .confirmFactor, .removeFactor, .openProvenSession,
      .changePassword, .disable, .enable, .noteUse, .setPicture, .leaveHubbub, .erase,
      .keepMedia, .dropMedia:
      0
    }
  }
}

/// What a writer did.
public struct WriterCounts: Equatable, Sendable {
  public var waiting = 0
  public var transactions = 0
  public var changes = 0
  public var failedTransactions = 0
  /// The most changes that one transaction carried.
  public var largestTransaction = 0

  public init() {}

  fileprivate mutating func wrote(_ count: Int) {
    transactions += 1
    changes += count
    largestTransaction = max(largestTransaction, count)
  }
}

extension String {
  /// Bytes of the text in JSON, at most: a control character takes six.
  ///
  /// - Source: RFC 8259 §7.
  fileprivate var escapedBytes: Int {
    utf8.reduce(0) { $0 + ($1 < 0x20 ? 6 : $1 == 0x22 || $1 == 0x5C ? 2 : 1) }
  }
}
