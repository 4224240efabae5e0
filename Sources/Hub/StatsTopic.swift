import HubbubDomain
import NIOCore
import Synchronization

/// The sockets that hear the topic `stats`: each is told at once how things
/// stand, and then every ``Limits/statsBeat``.
///
/// Nothing is computed while nobody listens.
///
/// - Isolation: a lock, never held while anything else runs.
final class StatsTopic: Sendable {
  /// Makes the figures: a JSON object.
  typealias Source = @Sendable () async -> [UInt8]

  private struct State {
    var source: Source?
    var sockets: [ObjectIdentifier: Socket] = [:]
    var isBeating = false
  }

  private let clock: any HubClock
  private let state = Mutex(State())

  init(clock: any HubClock) { self.clock = clock }

  /// From now on the figures come from there.
  func connect(_ source: @escaping Source) { state.withLock { $0.source = source } }

  /// Tells a socket how things stand, from now on.
  func enter(_ socket: Socket) {
    let begins = state.withLock { state in
      state.sockets[ObjectIdentifier(socket)] = socket
      defer { state.isBeating = true }
      return !state.isBeating
    }
    if begins { Task { await beat() } } else { Task { await tell([socket]) } }
  }

  func leave(_ socket: Socket) {
    state.withLock { $0.sockets[ObjectIdentifier(socket)] = nil }
  }

  /// Tells nobody any more.
  func end() { state.withLock { ($0.source, $0.sockets) = (nil, [:]) } }

  /// Tells everybody, and again after a while, until nobody listens.
  private func beat() async {
    let sockets = state.withLock { state in
      state.isBeating = !state.sockets.isEmpty
      return Array(state.sockets.values)
    }
    guard !sockets.isEmpty else { return }
    await tell(sockets)
    clock.after(Limits.statsBeat) { [weak self] in
      guard let self else { return }
      Task { await self.beat() }
    }
  }

  private func tell(_ sockets: [Socket]) async {
    guard let source = state.withLock({ $0.source }) else { return }
    let frame = Frame.text(Wire.stats(await source()))
    for socket in sockets {
      socket.shard.post(.work { socket.tellStats(frame) })
    }
  }
}

extension Socket {
  /// Whether its user may hear the topic `stats`.
  var mayHearStats: Bool { session.role == .admin }

  /// Hears the figures, from now on.
  func hearStats() {
    guard topics.insert(.stats) else { return }
    hub.statsTopic.enter(self)
  }

  func forgetStats() {
    guard topics.remove(.stats) else { return }
    hub.statsTopic.leave(self)
  }

  /// Tells the figures, unless its user does not want them any more.
  ///
  /// - Isolation: its loop.
  fileprivate func tellStats(_ frame: ByteBuffer) {
    guard isStarted, topics.contains(.stats) else { return }
    offer(frame, lane: .latestWins, key: .stats)
  }
}
