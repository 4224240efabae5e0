import HubbubDomain
import Synchronization

/// What a hub counted since it began, for those who run it.
///
/// - Bounds: names, close codes, refusals and kinds of actor are closed sets.
/// - Isolation: a lock; loops add up on their own and hand in once a turn.
public final class HubCounts: Sendable {
  /// What is counted, named as the operator reads it.
  public enum Count: String, CaseIterable, Sendable {
    case socketsOpened, socketsClosed, socketsRefused, slowConsumers
    case commands, answers, refusals
    case deliveries, writes, skips, collapsed, dropped
    case catchUpPages, catchUpEvents, resets, tapRepairs
    case actorsWoken, actorsPassivated, actorFailures, actorsParked
    case failedTransactions
  }

  private struct State {
    var counts = [Int](repeating: 0, count: Count.allCases.count)
    /// The same for each kind of actor, one after another.
    var ofActors = [Int](repeating: 0, count: Count.allCases.count * ActorKind.allCases.count)
    var latestWins = 0
    var lossy = 0
    var closes: [UInt16: Int] = [:]
    var refusals: [Refusal.Code: Int] = [:]
  }

  private let state = Mutex(State())

  private let isOn: Bool

  /// - Parameter isOn: false for one that counts nothing (`HUBBUB_STATS=off`).
  init(isOn: Bool = true) { self.isOn = isOn }

  func add(_ count: Count, _ number: Int = 1) {
    guard isOn else { return }
    state.withLock { $0.counts[count.index] += number }
  }

  /// Counts what actors of a kind did.
  func add(_ count: Count, of kind: ActorKind, _ number: Int = 1) {
    guard isOn else { return }
    state.withLock { state in
      state.counts[count.index] += number
      state.ofActors[Self.place(of: count, kind)] += number
    }
  }

  /// What actors of a kind did so far.
  func number(of count: Count, _ kind: ActorKind) -> Int {
    state.withLock { $0.ofActors[Self.place(of: count, kind)] }
  }

  private static func place(of count: Count, _ kind: ActorKind) -> Int {
    kind.rawValue * Count.allCases.count + count.index
  }

  /// Adds what a loop counted in one turn.
  func add(_ turn: TurnCounts) {
    guard isOn else { return }
    state.withLock { state in
      state.latestWins += turn.latestWins
      state.lossy += turn.lossy
      state.counts[Count.deliveries.index] += turn.deliveries
      state.counts[Count.writes.index] += turn.writes
      state.counts[Count.skips.index] += turn.skips
      state.counts[Count.collapsed.index] += turn.collapsed
      state.counts[Count.dropped.index] += turn.dropped
      state.counts[Count.slowConsumers.index] += turn.slowConsumers
    }
  }

  func closed(_ code: UInt16?) {
    guard isOn else { return }
    state.withLock { state in
      state.counts[Count.socketsClosed.index] += 1
      state.closes[Self.counted(code), default: 0] += 1
    }
  }

  func refused(_ code: Refusal.Code) {
    guard isOn else { return }
    state.withLock { state in
      state.counts[Count.refusals.index] += 1
      state.refusals[code, default: 0] += 1
    }
  }

  /// A peer may say any of thousands of codes; those that nobody knows count as one.
  private static func counted(_ code: UInt16?) -> UInt16 {
    guard let code else { return withoutCode }
    let isKnown = CloseCode(rawValue: code) != nil || (1_000...1_014).contains(code)
    return isKnown ? code : withUnknownCode
  }

  /// Where RFC 6455 §7.4.2 lets nobody begin: no peer says it.
  private static let withUnknownCode: UInt16 = 0

  /// What RFC 6455 §7.1.5 calls a close without a code: the peer just went.
  private static let withoutCode: UInt16 = 1006

  /// All of it, by name: `closed.4008`, `refused.busy` and the ``Count``s.
  public func snapshot() -> [String: Int] {
    state.withLock { state in
      var all: [String: Int] = [:]
      for count in Count.allCases { all[count.rawValue] = state.counts[count.index] }
      for (code, number) in state.closes { all["closed.\(code)"] = number }
      for (code, number) in state.refusals { all["refused.\(code.rawValue)"] = number }
      return all
    }
  }
}

extension HubCounts {
  /// Tells what has labels.
  func tell(_ reading: inout HubReading) {
    state.withLock { state in
      reading.refusals = state.refusals
      reading.closes = Dictionary(uniqueKeysWithValues: state.closes.map { (Int($0), $1) })
      let all = state.counts[Count.deliveries.index]
      reading.lanes = [
        .lossless: all - state.latestWins - state.lossy, .latestWins: state.latestWins,
        .lossy: state.lossy,
      ]
    }
  }
}

/// What one turn of a loop adds.
struct TurnCounts: Equatable {
  /// In all lanes.
  var deliveries = 0
  var latestWins = 0
  var lossy = 0
  var writes = 0
  var skips = 0
  var collapsed = 0
  var dropped = 0
  var slowConsumers = 0

  /// Counts one delivery.
  mutating func add(_ lane: Lane) {
    deliveries += 1
    switch lane {
    case .lossless: break
    case .latestWins: latestWins += 1
    case .lossy: lossy += 1
    }
  }
}

extension HubCounts.Count {
  /// Its place among all cases, looked up once.
  fileprivate var index: Int { Self.indices[self] ?? 0 }

  private static let indices = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices))
}
