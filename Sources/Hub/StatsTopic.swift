import HubbubDomain
import NIOCore
import Synchronization

/// The sockets that hear the topic `stats`: each is told at once how things
/// stand, and then every ``Limits/statsBeat``.
///
/// Nothing is computed while nobody listens. One reading is made and told
/// before the next is begun, so that no socket hears an older one last.
///
/// - Bounds: one reading at a time; who waits for the next is told it once.
/// - Isolation: a lock, never held while anything else runs.
final class StatsTopic: Sendable {
  /// Makes the figures: a JSON object.
  typealias Source = @Sendable () async -> [UInt8]

  fileprivate struct State {
    var source: Source?
    var hasEnded = false
    var sockets: [ObjectIdentifier: Socket] = [:]
    /// Those of them who are told the next reading.
    var due: [ObjectIdentifier: Socket] = [:]
    var isBeating = false
    var isTelling = false
  }

  private let clock: any HubClock
  private let state = Mutex(State())

  init(clock: any HubClock) { self.clock = clock }

  /// From now on the figures come from there; who waited for them is told.
  func connect(_ source: @escaping Source) {
    state.withLock { if !$0.hasEnded { $0.source = source } }
    tell()
  }

  /// Tells a socket how things stand, from now on; nothing once it has ended.
  func enter(_ socket: Socket) {
    let begins = state.withLock { $0.enter(socket) }
    if begins { beatLater() }
    tell()
  }

  func leave(_ socket: Socket) {
    let id = ObjectIdentifier(socket)
    state.withLock { ($0.sockets[id], $0.due[id]) = (nil, nil) }
  }

  /// Tells nobody any more, whoever comes.
  func end() {
    state.withLock { state in
      (state.source, state.hasEnded, state.sockets, state.due) = (nil, true, [:], [:])
    }
  }

  private func beatLater() {
    clock.after(Limits.statsBeat) { [weak self] in self?.beat() }
  }

  /// Tells everybody, and again after a while, until nobody listens.
  private func beat() {
    guard state.withLock({ $0.beat() }) else { return }
    beatLater()
    tell()
  }

  /// Tells whoever is due, unless that goes on already.
  private func tell() {
    guard state.withLock({ $0.beginTelling() }) else { return }
    // Ends by itself, as soon as nobody is due.
    Task {
      while let (source, sockets) = state.withLock({ $0.takeDue() }) {
        // Who comes meanwhile is told the next; who goes takes no more.
        let frame = Frame.text(Wire.stats(await source()))
        for socket in sockets { socket.shard.post(.work { socket.tellStats(frame) }) }
      }
    }
  }
}

extension StatsTopic.State {
  /// - Returns: whether the beat begins with this socket.
  fileprivate mutating func enter(_ socket: Socket) -> Bool {
    guard !hasEnded else { return false }
    sockets[ObjectIdentifier(socket)] = socket
    due[ObjectIdentifier(socket)] = socket
    defer { isBeating = true }
    return !isBeating
  }

  /// - Returns: whether somebody still listens.
  fileprivate mutating func beat() -> Bool {
    due = sockets
    isBeating = !sockets.isEmpty
    return isBeating
  }

  /// - Returns: whether somebody is to be told, and nobody does it yet.
  fileprivate mutating func beginTelling() -> Bool {
    guard source != nil, !due.isEmpty, !isTelling else { return false }
    isTelling = true
    return true
  }

  /// - Returns: nil when nobody is due: the telling is over.
  fileprivate mutating func takeDue() -> (StatsTopic.Source, [Socket])? {
    guard let source, !due.isEmpty else {
      isTelling = false
      return nil
    }
    defer { due = [:] }
    return (source, Array(due.values))
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
