public import HubbubDomain
import Synchronization

/// What one actor is asked, or is to know.
public protocol Letter: Sendable {
  /// Whether it may be refused when the mailbox is full; what must be known
  /// is always taken.
  var isRefusable: Bool { get }

  /// Tells whoever asked that it was not done.
  func refuse(_ refusal: Refusal)
}

/// What waits in a mailbox.
public enum MailboxItem<Mail: Letter>: Sendable {
  case letter(Mail)
  /// Something that was committed, to be absorbed.
  case event(Event)
  /// What the actor asked to be reminded of.
  case reminder
}

/// What waits for one actor, oldest first.
///
/// Whoever posts into an idle mailbox sees that it is emptied; until that is
/// done, posting is an append under a lock.
///
/// - Bounds: ``Limits/mailboxLetters`` refusable letters; one more is `full`.
/// - Isolation: a lock of its own, never held while anything else runs.
/// - Source: design §5 (0.19 µs a letter in bursts, order kept).
public final class Mailbox<Mail: Letter>: Sendable {
  public enum Posting: Equatable, Sendable {
    case queued
    /// Queued, and the caller must see that the mailbox is emptied.
    case wakes
    case full
    /// The actor was let go; it may be woken anew.
    case closed
  }

  private struct State {
    var items: [MailboxItem<Mail>] = []
    var refusable = 0
    var isBeingEmptied: Bool
    var isClosed = false
  }

  private let state: Mutex<State>
  private let bound: Int

  /// Makes a mailbox that somebody is about to empty: an actor that is waking.
  public init(bound: Int = Limits.mailboxLetters) {
    self.bound = bound
    state = Mutex(State(isBeingEmptied: true))
  }

  /// Queues an item, or says why not.
  ///
  /// Never suspends.
  ///
  /// - Parameter mayWait: whether it is soon enough if the actor takes it before
  ///   the next item that may not; ``Limits/waitingEvents`` of them wait.
  public func post(_ item: MailboxItem<Mail>, mayWait: Bool = false) -> Posting {
    state.withLock { state in
      guard !state.isClosed else { return .closed }
      if item.isRefusable {
        guard state.refusable < bound else { return .full }
        state.refusable += 1
      }
      state.items.append(item)
      guard !state.isBeingEmptied else { return .queued }
      if mayWait, state.items.count <= Limits.waitingEvents { return .queued }
      state.isBeingEmptied = true
      return .wakes
    }
  }

  /// Whether nothing waits: then whoever posts next must wake.
  public func restsIfEmpty() -> Bool {
    state.withLock { state in
      state.isBeingEmptied = !state.items.isEmpty
      return !state.isBeingEmptied
    }
  }

  /// Takes all that waits.
  public func takeAll() -> [MailboxItem<Mail>] {
    state.withLock { state in
      state.refusable = 0
      defer { state.items.removeAll() }
      return state.items
    }
  }

  /// Closes a mailbox that nobody empties now; says whether it did.
  ///
  /// What may wait is dropped: whoever wakes anew reads it from the store.
  public func closeIfIdle() -> Bool {
    state.withLock { state in
      guard !state.isBeingEmptied else { return false }
      state.items = []
      state.isClosed = true
      return true
    }
  }

  /// Closes it and gives back what waited.
  public func close() -> [MailboxItem<Mail>] {
    state.withLock { state in
      state.isClosed = true
      defer { state.items.removeAll() }
      return state.items
    }
  }

  /// How many items wait.
  public var depth: Int { state.withLock { $0.items.count } }
}

extension MailboxItem {
  public var isEvent: Bool {
    if case .event = self { true } else { false }
  }

  fileprivate var isRefusable: Bool {
    if case .letter(let mail) = self { mail.isRefusable } else { false }
  }
}

/// An actor that is awake: it takes what its mailbox holds, one by one.
public protocol Resident: Actor {
  associatedtype Mail: Letter

  /// Whether events may wait until the next letter: nothing comes of them by itself.
  static var letsEventsWait: Bool { get }

  func take(_ letter: Mail)
  /// Takes in what was committed, here or on another hub, in its topic's order.
  func absorb(_ event: Event)
  /// What it asked to be reminded of is due.
  func remind()
}

extension Resident {
  /// Works through what was taken from the mailbox, in order.
  public func work(through items: [MailboxItem<Mail>]) {
    for item in items {
      switch item {
      case .letter(let letter): take(letter)
      case .event(let event): absorb(event)
      case .reminder: remind()
      }
    }
  }
}
