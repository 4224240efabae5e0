import HubbubDomain
import HubbubStats
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// What one event loop notes of its own work, besides what each turn counts.
///
/// - Isolation: its loop, but for `delay`.
struct LoopWatch {
  /// How late the loop runs what was due.
  let delay: Meter
  /// Whether anything is noted.
  private(set) var isOn: Bool
  var turns = 0
  /// Sockets whose outbox could not be emptied, each since when.
  private(set) var stalled: [ObjectIdentifier: (socket: Socket, since: Duration)] = [:]
  /// Topics that were told something since the last beat.
  private var told: [Listeners] = []
  private var lastBeat: (topics: [BusyTopic], at: Duration) = ([], .zero)

  init(isOn: Bool) {
    self.isOn = isOn
    delay = Meter(isOn: isOn)
  }

  /// Notes what a topic's listeners were told in a turn.
  mutating func note(_ deliveries: Int, to listeners: Listeners) {
    guard isOn, deliveries > 0 else { return }
    if listeners.toldThisBeat == 0 { told.append(listeners) }
    listeners.toldThisBeat += deliveries
  }

  /// Notes that the peer of a socket does not take what waits for it.
  mutating func stall(_ socket: Socket, at now: Duration) {
    stalled[ObjectIdentifier(socket)] = (socket, now)
  }

  mutating func unstall(_ socket: Socket) { stalled[ObjectIdentifier(socket)] = nil }

  /// Ends the time over which the busiest conversations are compared.
  ///
  /// - Complexity: O(topics that were told something).
  mutating func beat(at now: Duration) {
    let seconds = (now - lastBeat.at) / .seconds(1)
    let busiest = told.takeAll().compactMap { listeners -> BusyTopic? in
      defer { listeners.toldThisBeat = 0 }
      guard case .conversation(let id) = listeners.topic, seconds > 0 else { return nil }
      return BusyTopic(
        conversation: id, deliveriesPerSecond: Double(listeners.toldThisBeat) / seconds,
        listeners: listeners.live.count + listeners.behind.count)
    }
    lastBeat = (busiest, now)
  }

  /// Notes nothing any more.
  mutating func end() { isOn = false }

  /// What there is to tell now.
  ///
  /// - Complexity: O(stalled sockets + topics told in the last beat).
  func reading(of shard: LoopShard, at now: Duration) -> LoopReading {
    LoopReading(
      index: shard.index, sockets: shard.outlets.count, turns: turns, busy: Self.threadTime,
      delay: delay.reading(),
      stalled: stalled.values.map { socket, since in
        StalledSocket(
          id: socket.id, username: socket.user.username, outboxBytes: socket.outbox.bytes,
          stalled: now - since)
      },
      busiest: lastBeat.topics)
  }

  /// CPU time of the thread that asks.
  ///
  /// - Source: clock_gettime(2), CLOCK_THREAD_CPUTIME_ID.
  private static var threadTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

extension LoopShard {
  /// Looks again and again how late the loop is, until the hub ends.
  func pulse() {
    let delay = watch.delay
    guard watch.isOn else { return }
    let due = loop.now + TimeAmount(Limits.loopPulse)
    loop.scheduleTask(deadline: due) { [weak self] in
      guard let self else { return }
      delay.add(.nanoseconds((loop.now - due).nanoseconds))
      pulse()
    }
  }
}
