public import HubbubDomain
import Synchronization

/// Keeps what an actor says upward, and tells nobody.
public final class FakeAnnouncer: Announcer {
  /// Sockets that were to be closed together.
  public struct Closing: Equatable, Sendable {
    public let sockets: Set<SocketID>
    public let code: CloseCode

    public init(sockets: Set<SocketID>, code: CloseCode) {
      self.sockets = sockets
      self.code = code
    }
  }

  /// What an actor asked to be reminded of.
  public struct Reminder: Equatable, Sendable {
    public let topic: Topic
    public let delay: Duration

    public init(topic: Topic, delay: Duration) {
      self.topic = topic
      self.delay = delay
    }
  }

  private struct State {
    var announced: [Event] = []
    var published: [Event] = []
    var closings: [Closing] = []
    var reminders: [Reminder] = []
  }

  private let state = Mutex(State())

  public init() {}

  public func announce(_ event: Event) { state.withLock { $0.announced.append(event) } }

  public func publish(_ event: Event) { state.withLock { $0.published.append(event) } }

  public func close(_ sockets: [SocketID], _ code: CloseCode) {
    state.withLock { $0.closings.append(Closing(sockets: Set(sockets), code: code)) }
  }

  public func remind(_ topic: Topic, after delay: Duration) {
    state.withLock { $0.reminders.append(Reminder(topic: topic, delay: delay)) }
  }

  // MARK: - What a test looks at

  public var announced: [Event] { state.withLock { $0.announced } }
  public var published: [Event] { state.withLock { $0.published } }
  public var closings: [Closing] { state.withLock { $0.closings } }
  public var reminders: [Reminder] { state.withLock { $0.reminders } }
}
