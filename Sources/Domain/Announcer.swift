/// How an awake actor speaks upward: to those who listen, and to its own
/// later self.
///
/// It never waits for any of them.
public protocol Announcer: Sendable {
  /// Tells the listeners of this hub something that keeps no number. Other
  /// hubs have an actor of their own for it.
  func announce(_ event: Event)

  /// Tells the listeners of every hub something that keeps no number.
  func publish(_ event: Event)

  /// Ends sockets of this hub.
  func close(_ sockets: [SocketID], _ code: CloseCode)

  /// Reminds the actor of `topic`, if it is still awake, after `delay`.
  func remind(_ topic: Topic, after delay: Duration)
}
