import HubbubDomain

/// The sockets of one loop that hear one topic.
///
/// A socket is *live* when it has been offered every number up to `position`,
/// or *behind*, with a cursor of its own.
///
/// - Isolation: its loop.
final class Listeners {
  let topic: Topic
  let tap: Tap
  /// The last number that came by here.
  var position: Int64
  private(set) var live: [Socket] = []
  /// Of those that are live, in the same order.
  private(set) var outlets: ContiguousArray<Outlets.Number> = []
  /// Where each of them stands, if they are too many to look through: the
  /// topics of one person, of whom most have one socket, do without.
  private var places: [ObjectIdentifier: Int] = [:]
  private(set) var behind: [ObjectIdentifier: CatchUp] = [:]
  /// Frames that these sockets were offered since the loop's last beat.
  var toldThisBeat = 0
  /// What waits for the end of this turn.
  var gathered: [Delivery] = []
  /// How many messages a conversation has, as far as they came by; 0 before one did.
  var messages: Int64 = 0
  /// The newest likes that came by, for who subscribes meanwhile.
  var newestLikes: Delivery?
  /// The version of likes that a socket was told by an answer, until a newer came by.
  private var told: [ObjectIdentifier: Int64] = [:]

  init(_ tap: Tap, position: Int64) {
    topic = tap.topic
    self.tap = tap
    self.position = position
  }

  var isEmpty: Bool { live.isEmpty && behind.isEmpty }

  func contains(_ socket: Socket) -> Bool {
    place(inLive: socket) != nil || behind[ObjectIdentifier(socket)] != nil
  }

  /// Adds a socket that has been told everything up to `next`, exclusive.
  ///
  /// - Returns: its cursor, unless it is live at once.
  func add(_ socket: Socket, next: Int64) -> CatchUp? {
    guard next != position + 1 else {
      addLive(socket)
      return nil
    }
    let cursor = CatchUp(socket, listeners: self, next: next)
    behind[ObjectIdentifier(socket)] = cursor
    return cursor
  }

  /// Adds a socket that is to be told nothing until ``release(_:)``.
  func hold(_ socket: Socket) {
    guard !contains(socket) else { return }
    let cursor = CatchUp(socket, listeners: self, next: position + 1)
    cursor.isHeld = true
    behind[ObjectIdentifier(socket)] = cursor
  }

  /// Lets a socket that is held go on from where it was held.
  func release(_ socket: Socket) -> CatchUp? {
    guard let cursor = behind[ObjectIdentifier(socket)], cursor.isHeld else { return nil }
    cursor.isHeld = false
    return cursor
  }

  /// The last number that a socket was told, or will be before the next.
  func place(of socket: Socket) -> Int64 {
    behind[ObjectIdentifier(socket)].map { $0.next - 1 } ?? position
  }

  /// Makes a socket live that is level.
  func turnLive(_ cursor: CatchUp) {
    guard behind.removeValue(forKey: ObjectIdentifier(cursor.socket)) != nil else { return }
    addLive(cursor.socket)
  }

  func remove(_ socket: Socket) {
    let id = ObjectIdentifier(socket)
    told[id] = nil
    behind.removeValue(forKey: id)?.isOver = true
    guard let place = place(inLive: socket) else { return }
    places[id] = nil
    let (last, outlet) = (live.removeLast(), outlets.removeLast())
    guard last !== socket else { return }
    (live[place], outlets[place]) = (last, outlet)
    if !places.isEmpty { places[ObjectIdentifier(last)] = place }
  }

  /// Remembers that a socket that listens was told likes of that version.
  func tell(_ socket: Socket, version: Int64) {
    guard contains(socket) else { return }
    let id = ObjectIdentifier(socket)
    told[id] = max(version, told[id] ?? version)
  }

  /// Whether an answer told a socket newer likes than those of that version.
  func hasTold(_ socket: Socket, newerThan version: Int64) -> Bool {
    told[ObjectIdentifier(socket)].map { $0 > version } ?? false
  }

  /// Whether likes of that version are news to a socket.
  func isNews(_ version: Int64, to socket: Socket) -> Bool {
    guard !told.isEmpty, let last = told[ObjectIdentifier(socket)] else { return true }
    guard version > last else { return false }
    told[ObjectIdentifier(socket)] = nil
    return true
  }

  private func addLive(_ socket: Socket) {
    guard let outlet = socket.outlet else { return }  // it is gone
    live.append(socket)
    outlets.append(outlet)
    if !places.isEmpty {
      places[ObjectIdentifier(socket)] = live.count - 1
    } else if live.count > Self.few {
      for (place, socket) in live.enumerated() { places[ObjectIdentifier(socket)] = place }
    }
  }

  private func place(inLive socket: Socket) -> Int? {
    places.isEmpty ? live.firstIndex { $0 === socket } : places[ObjectIdentifier(socket)]
  }

  /// Looking through so many costs no more than looking one up.
  private static let few = 8
}

/// How far one socket is with one topic that it has to catch up with.
///
/// - Isolation: its socket's loop.
final class CatchUp {
  let socket: Socket
  unowned let listeners: Listeners
  /// The number that the socket is to be told next.
  var next: Int64
  /// The socket hears this topic no more.
  var isOver = false
  /// Whether nothing is told yet: the answer comes first.
  var isHeld = false
  /// Whether it waits for its socket to read, or is being read.
  var isQueued = false
  /// The last number that the socket may be told, once its user has left.
  var end: Int64?

  init(_ socket: Socket, listeners: Listeners, next: Int64) {
    self.socket = socket
    self.listeners = listeners
    self.next = next
  }

  /// Whether the next number that comes by is the one it wants.
  var isLevel: Bool { next == listeners.position + 1 }

  /// The last number that there is to read for it.
  var last: Int64 { end ?? listeners.position }

  /// Whether there is something to read: else it waits for the topic to come up.
  var isBehind: Bool { next <= last }
}
