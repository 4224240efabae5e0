import HubbubActors
import HubbubDomain
import Synchronization

/// The awake actors of one kind, by what they are the actor of.
///
/// One is woken by the first letter to it: its mailbox stands at once, it is
/// loaded, then it works through what has gathered. One that fails is let go;
/// one that fails often is parked.
///
/// - Isolation: a lock, never held while anything else runs but a mailbox's own.
final class Ward<ID: Hashable & Sendable, Inhabitant: Resident>: Sendable {
  typealias Mail = Inhabitant.Mail

  /// Reads what an actor needs; nil when there is no such thing.
  typealias Read = @Sendable (ID) async throws -> Inhabitant?

  /// How an actor comes by what it needs.
  enum Load: Sendable {
    /// It needs nothing but its name.
    case atOnce(@Sendable (ID) -> Inhabitant)
    case reading(Read)
  }

  fileprivate final class Bed: @unchecked Sendable {  // the ward's lock protects it
    let mailbox = Mailbox<Mail>()
    var inhabitant: Inhabitant?
    var tap: Tap?
    var usedAt: Duration
    /// How many want it to stay awake.
    var pins = 0

    init(at now: Duration) { usedAt = now }
  }

  fileprivate struct State {
    var beds: [ID: Bed] = [:]
    var failures: [ID: [Duration]] = [:]
    var parkedUntil: [ID: Duration] = [:]
  }

  private let topic: @Sendable (ID) -> Topic?
  private let kind: ActorKind
  private let missing: Refusal
  private let load: Load
  private let taps: Taps
  private let rounds: Rounds
  private let clock: any HubClock
  private let counts: HubCounts
  private let state = Mutex(State())

  /// Makes an empty ward.
  ///
  /// - Parameters:
  ///   - topic: whose events an actor absorbs, if it does.
  ///   - missing: what is said of things that there are none of.
  init(
    _ kind: ActorKind, topic: @escaping @Sendable (ID) -> Topic?, missing: Refusal, taps: Taps,
    rounds: Rounds, clock: any HubClock, counts: HubCounts, load: Load
  ) {
    self.kind = kind
    self.topic = topic
    self.missing = missing
    self.taps = taps
    self.rounds = rounds
    self.clock = clock
    self.counts = counts
    self.load = load
  }

  // MARK: - Posting

  /// Puts a letter into an actor's mailbox, waking it if need be; or refuses it.
  ///
  /// - Parameter shard: the loop that this is called on: whoever it wakes in
  ///   one turn is visited together.
  func post(_ letter: Mail, to id: ID, on shard: LoopShard? = nil) {
    let now = clock.now()
    switch state.withLock({ $0.post(.letter(letter), to: id, at: now, wakes: true) }) {
    case .queued: break
    case .wakes(let mailbox, let inhabitant): empty(mailbox, inhabitant, on: shard)
    case .activates(let bed): activate(id, bed, on: shard)
    case .full: letter.refuse(.busy)
    case .parked(let rest): letter.refuse(.parked(for: rest))
    case .asleep: preconditionFailure("a letter wakes")
    }
  }

  /// Hands a committed event, or a reminder, to an actor.
  ///
  /// - Parameters:
  ///   - wakes: whether an actor that sleeps is woken for it.
  ///   - shard: as for ``post(_:to:on:)``.
  func tell(
    _ item: MailboxItem<Mail>, to id: ID, wakes: Bool = false, on shard: LoopShard? = nil
  ) {
    let now = clock.now()
    switch state.withLock({ $0.post(item, to: id, at: now, wakes: wakes) }) {
    case .queued, .full, .parked, .asleep: break
    case .wakes(let mailbox, let inhabitant): empty(mailbox, inhabitant, on: shard)
    case .activates(let bed): activate(id, bed, on: shard)
    }
  }

  /// Keeps an actor awake until ``unpin(_:)``.
  func pin(_ id: ID) { state.withLock { $0.beds[id]?.pins += 1 } }

  func unpin(_ id: ID) { state.withLock { $0.beds[id]?.pins -= 1 } }

  // MARK: - Waking and working

  private func activate(_ id: ID, _ bed: Bed, on shard: LoopShard?) {
    counts.add(.actorsWoken, of: kind)
    switch load {
    case .atOnce(let make):
      let inhabitant = make(id)
      if settle(inhabitant, nil, in: bed, of: id) { empty(bed.mailbox, inhabitant, on: shard) }
    case .reading(let read):
      Task { await activate(id, bed, read) }
    }
  }

  private func activate(_ id: ID, _ bed: Bed, _ read: Read) async {
    var opened: [Tap] = []
    do {
      // Heard before it is loaded: what is committed from here on is in the mailbox.
      if let topic = topic(id) { opened = try await taps.open([topic]) }
      guard let inhabitant = try await read(id) else {
        taps.release(opened)
        return close(id, bed, refusing: missing)
      }
      // Meanwhile it may have been let go, and another be waking in its place.
      guard settle(inhabitant, opened.first, in: bed, of: id) else { return taps.release(opened) }
      await work(bed.mailbox, inhabitant)
    } catch {
      taps.release(opened)
      fail(id, bed)
    }
  }

  private func settle(_ inhabitant: Inhabitant, _ tap: Tap?, in bed: Bed, of id: ID) -> Bool {
    state.withLock { state in
      guard state.beds[id] === bed else { return false }
      (bed.inhabitant, bed.tap) = (inhabitant, tap)
      return true
    }
  }

  private func empty(
    _ mailbox: Mailbox<Mail>, _ inhabitant: Inhabitant, on shard: LoopShard? = nil
  ) {
    let visit: Rounds.Visit = { [self] in await work(mailbox, inhabitant) }
    // Sooner or later it is back in ``work(_:_:)``.
    if let shard { shard.visit(visit, in: rounds) } else { rounds.add([visit]) }
  }

  /// Works through what waits now; what comes meanwhile has its turn behind the others.
  private func work(_ mailbox: Mailbox<Mail>, _ inhabitant: Inhabitant) async {
    await inhabitant.work(through: mailbox.takeAll())
    if !mailbox.restsIfEmpty() { empty(mailbox, inhabitant) }
  }

  // MARK: - Letting go

  /// Lets go of an actor whose change failed alone; parks it if that happens often.
  func fail(_ id: ID) {
    guard let bed = state.withLock({ $0.beds[id] }) else { return }
    fail(id, bed)
  }

  /// Lets go of an actor that may not know what is true; it wakes anew when asked.
  func passivate(_ id: ID) {
    guard let bed = state.withLock({ $0.beds[id] }) else { return }
    close(id, bed, refusing: .unavailable)
  }

  private func fail(_ id: ID, _ bed: Bed) {
    counts.add(.actorFailures, of: kind)
    let now = clock.now()
    if state.withLock({ $0.noteFailure(of: id, at: now) }) {
      counts.add(.actorsParked, of: kind)
    }
    close(id, bed, refusing: .unavailable)
  }

  /// Lets go of those that nobody needed for a while.
  func passivate(idleFor idle: Duration) {
    let now = clock.now()
    let taps = state.withLock { $0.takeIdle(since: now - idle) }
    counts.add(.actorsPassivated, of: kind, taps.count)
    self.taps.release(taps.compactMap { $0 })
  }

  var count: Int { state.withLock { $0.beds.count } }
  /// Those who are awake.
  var awake: [ID] { state.withLock { Array($0.beds.keys) } }
  /// Items in all mailboxes.
  var depth: Int { depths.reduce(0, +) }
  /// Items in each mailbox.
  ///
  /// They are asked outside the ward's lock, for there may be thousands.
  var depths: [Int] { state.withLock { $0.beds.values.map(\.mailbox) }.map(\.depth) }

  private func close(_ id: ID, _ bed: Bed, refusing refusal: Refusal) {
    let (rest, tap) = state.withLock { state in
      if state.beds[id] === bed { state.beds[id] = nil }
      return (bed.mailbox.close(), bed.tap.take())
    }
    taps.release([tap].compactMap { $0 })
    for item in rest {
      switch item {
      case .letter(let letter): letter.refuse(refusal)
      case .event, .reminder: break
      }
    }
  }

  fileprivate enum Posted {
    case queued
    case wakes(Mailbox<Mail>, Inhabitant)
    case activates(Bed)
    case full
    case parked(for: Duration)
    case asleep
  }
}

extension Ward.State {
  fileprivate mutating func post(
    _ item: MailboxItem<Ward.Mail>, to id: ID, at now: Duration, wakes: Bool
  ) -> Ward.Posted {
    if let bed = beds[id] {
      bed.usedAt = now
      return Self.post(item, in: bed)
    }
    guard wakes else { return .asleep }
    if let until = parkedUntil[id] {
      guard now >= until else { return .parked(for: until - now) }
      parkedUntil[id] = nil
    }
    let bed = Ward.Bed(at: now)
    beds[id] = bed
    _ = bed.mailbox.post(item)
    return .activates(bed)
  }

  private static func post(_ item: MailboxItem<Ward.Mail>, in bed: Ward.Bed) -> Ward.Posted {
    switch bed.mailbox.post(item, mayWait: item.isEvent && Inhabitant.letsEventsWait) {
    case .queued: .queued
    case .full: .full
    case .wakes:
      // A mailbox that is idle belongs to somebody who is awake.
      bed.inhabitant.map { .wakes(bed.mailbox, $0) } ?? .queued
    case .closed: preconditionFailure("a closed mailbox has no bed")
    }
  }

  /// Whether it is parked by that.
  fileprivate mutating func noteFailure(of id: ID, at now: Duration) -> Bool {
    let recent = (failures[id] ?? []).filter { now - $0 < Limits.parkWindow } + [now]
    failures[id] = recent
    guard recent.count >= Limits.failuresBeforePark else { return false }
    failures[id] = nil
    parkedUntil[id] = now + Limits.parkTime
    return true
  }

  fileprivate mutating func takeIdle(since time: Duration) -> [Tap?] {
    var taps: [Tap?] = []
    for (id, bed) in beds where bed.pins <= 0 && bed.inhabitant != nil && bed.usedAt <= time {
      guard bed.mailbox.closeIfIdle() else { continue }
      beds[id] = nil
      taps.append(bed.tap.take())
    }
    failures = failures.filter { $0.value.contains { $0 > time } }
    parkedUntil = parkedUntil.filter { $0.value > time }
    return taps
  }
}

extension Refusal {
  /// What is asked of an actor that failed too often.
  static func parked(for rest: Duration) -> Refusal {
    Refusal(
      .unavailable, "This rests after several failures. Nothing was changed.", retryAfter: rest)
  }
}
